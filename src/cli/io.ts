import type { TextOptions } from './report/textOptions.ts';
import type { ColorChoice } from './terminal/style.ts';
import { style, wantsColor } from './terminal/style.ts';

/** The streams a command writes to. Only `stdout` carries results. */
export interface Io {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

/** Where standard output is no terminal and COLUMNS does not say. */
const DEFAULT_WIDTH = 120;

/** How text looks on standard output: as wide as the terminal. */
export function textOptions({ stdout, env }: Io, color: ColorChoice): TextOptions {
  const width = stdout.isTTY ? stdout.columns : Number(env['COLUMNS']);
  return { style: style(wantsColor(color, stdout, env)), width: width > 0 ? width : DEFAULT_WIDTH };
}

/** Resolves once everything is handed to the system: an exit right after would cut a pipe's last bytes. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => {
    stream.write(text, () => {
      resolve();
    });
  });
}

/** Each piece is made when the one before has been taken. */
export async function writePieces(stream: NodeJS.WriteStream, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) await write(stream, piece);
}
