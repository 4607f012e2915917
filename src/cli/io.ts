import type { TextOptions } from './report/textOptions.ts';
import type { ColorChoice } from './terminal/style.ts';
import { style, wantsColor } from './terminal/style.ts';

/** The streams a command writes to. Only `stdout` carries results. */
export interface Io {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

/** How text looks on standard output: as wide as the terminal, and uncut where it is none. */
export function textOptions({ stdout, env }: Io, color: ColorChoice): TextOptions {
  const width = stdout.isTTY ? stdout.columns : Number(env['COLUMNS'] ?? Number.POSITIVE_INFINITY);
  return { style: style(wantsColor(color, stdout, env)), width: width > 0 ? width : Number.POSITIVE_INFINITY };
}

/** Resolves once everything is handed to the system: an exit right after would cut a pipe's last bytes. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => {
      resolve();
    });
  });
}
