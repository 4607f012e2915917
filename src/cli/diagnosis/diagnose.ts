import { cpus, release, totalmem } from 'node:os';
import * as zlib from 'node:zlib';
import { askProgram } from '../../sources/build/askProgram.ts';
import type { AskProgram } from '../../sources/build/findBuilder.ts';
import { surroundings } from '../../sources/engine/surroundings.ts';
import type { Diagnosis, TerminalFound } from './diagnosis.ts';
import { findBuilders } from './findBuilders.ts';
import { type CacheBound, findCache } from './findCache.ts';
import { findCredentialFiles } from './findCredentialFiles.ts';
import { findEngines } from './findEngines.ts';
import { findVariables } from './findVariables.ts';

export interface DiagnoseOptions {
  /** Of this program. */
  readonly version: string;
  readonly terminal: TerminalFound;
  readonly env: NodeJS.ProcessEnv;
  /** Engines may be asked, and programs be run. */
  readonly engines: boolean;
  readonly cache: CacheBound;
  readonly signal: AbortSignal;
}

/** An engine or a program that says nothing for so many milliseconds is left. */
const WITHIN = 10_000;

/** Looks at all that may make Layerwise behave differently on another machine. It fails with the signal only. */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { version, terminal, env, engines, signal } = options;
  const here = surroundings(env);
  const [cache, enginesFound, builders, credentials] = await Promise.all([
    findCache(options.cache, here),
    engines ? findEngines(here, WITHIN, signal) : null,
    engines ? findBuilders(patientAsk(env, signal), env) : null,
    findCredentialFiles(here),
  ]);
  return {
    layerwise: version,
    node: process.versions.node,
    nativeZstd: 'createZstdDecompress' in zlib,
    system: {
      platform: process.platform,
      architecture: process.arch,
      release: release(),
      processors: cpus().length,
      memoryBytes: totalmem(),
    },
    terminal,
    cache,
    engines: enginesFound,
    builders,
    credentials,
    environment: findVariables(here),
  };
}

/** A program that does not end in time has said nothing. */
function patientAsk(env: NodeJS.ProcessEnv, signal: AbortSignal): AskProgram {
  return async (command, args) => {
    const ask = askProgram(env, AbortSignal.any([signal, AbortSignal.timeout(WITHIN)]));
    return ask(command, args).catch((): { code: null; text: string } => {
      signal.throwIfAborted();
      return { code: null, text: '' };
    });
  };
}
