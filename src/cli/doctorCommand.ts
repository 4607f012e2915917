import { version } from '../../package.json';
import { Failure } from '../core/error.ts';
import { cacheSize } from './cacheSize.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import type { TerminalFound } from './diagnosis/diagnosis.ts';
import type { CacheBound } from './diagnosis/findCache.ts';
import { ExitCode } from './exitCode.ts';
import { type Io, textOptions, write } from './io.ts';
import { doctorJson } from './report/doctorJson.ts';
import { doctorText } from './report/doctorText.ts';
import { type ColorChoice, wantsColor } from './terminal/style.ts';

export interface DoctorOptions {
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
  /** False with --no-engines. */
  readonly engines: boolean;
}

/** `layerwise doctor`: what is found on this machine, for a bug report. That something is missing is no failure. */
export async function doctorCommand({ format, color, engines }: DoctorOptions, io: Io): Promise<ExitCode> {
  const diagnosis = await diagnose({
    version,
    terminal: terminalOf(io, color),
    env: io.env,
    engines,
    cache: boundOf(io.env),
    signal: new AbortController().signal,
  });
  const options = textOptions(io, color);
  await write(io.stdout, format === 'json' ? doctorJson(diagnosis) : doctorText(diagnosis, options));
  return ExitCode.done;
}

function terminalOf(io: Io, color: ColorChoice): TerminalFound {
  const type = io.env['TERM'] ?? '';
  return {
    kind: io.stdout.isTTY ? 'terminal' : 'none',
    type: /^[\w.+-]{1,40}$/.test(type) ? type : null,
    width: textOptions(io, color).width,
    colors: wantsColor(color, io.stdout, io.env) ? 'on' : 'off',
  };
}

function boundOf(env: NodeJS.ProcessEnv): CacheBound {
  try {
    return { maxBytes: cacheSize(env), problem: null };
  } catch (error) {
    if (error instanceof Failure) return { maxBytes: undefined, problem: 'LAYERWISE_CACHE_SIZE is no size' };
    throw error;
  }
}
