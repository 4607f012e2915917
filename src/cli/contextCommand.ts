import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { copyInstructions } from '../core/context/copyInstruction.ts';
import { defaultForecastOptions } from '../core/context/forecast.ts';
import { Failure } from '../core/error.ts';
import { readContext } from '../sources/context/readContext.ts';
import { complain } from './complain.ts';
import { ExitCode } from './exitCode.ts';
import { type Io, textOptions, write, writePieces } from './io.ts';
import { loadDockerfile } from './loadDockerfile.ts';
import { contextJson } from './report/contextJson.ts';
import { contextText } from './report/contextText.ts';
import { escapeForTerminal } from './terminal/escape.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface ContextOptions {
  readonly file?: string;
  readonly buildArg: Readonly<Record<string, string>>;
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
}

/** A context with more is no context: it is a disk. */
const MAXIMUM_ENTRIES = 2_000_000;

/** `layerwise context`: what a build would take from its context. */
export async function contextCommand(root: string, options: ContextOptions, io: Io): Promise<ExitCode> {
  await checkFolder(root);
  const path = options.file ?? join(root, 'Dockerfile');
  const { dockerfile } = await loadDockerfile(path);
  const copies = copyInstructions(dockerfile, options.buildArg);
  const context = await readContext({
    root,
    dockerfile: path === '-' ? null : path,
    copies,
    maximumEntries: MAXIMUM_ENTRIES,
    signal: new AbortController().signal,
  });
  const report = { root, path, dockerfile, copies, context, options: defaultForecastOptions };
  if (options.format === 'json') await writePieces(io.stdout, contextJson(report));
  else await write(io.stdout, contextText(report, textOptions(io, options.color)));
  return tellRefused(context.refused, context.ignoreFile?.path ?? '', io);
}

function tellRefused(refused: string | null, file: string, io: Io): ExitCode {
  if (refused === null) return ExitCode.done;
  complain(
    io,
    `${escapeForTerminal(file)}: the builder refuses the pattern ${JSON.stringify(refused)}. Correct it; without it nothing is built.`,
  );
  return ExitCode.usage;
}

async function checkFolder(root: string): Promise<void> {
  const state = await stat(root).catch(() => null);
  if (state?.isDirectory() === true) return;
  const why = /^[a-z]+:\/\/|^git@|^-$/.test(root)
    ? 'only a folder on this machine can be looked at'
    : 'there is no such folder';
  throw new Failure('usage', `Cannot read the build context ${root}: ${why}`, 'Name the folder that you build from.');
}
