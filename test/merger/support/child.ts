import { spawn } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { temporaryDirectory } from '../../support/imageBuilder.ts';
import { type CliRun, finished, root } from '../../support/runCli.ts';
import { threadFile } from './startTestMerger.ts';

export interface ProgramOptions {
  /** Of Node. */
  readonly options?: readonly string[];
  /** What to run it with. */
  readonly wrapper?: readonly string[];
}

export type Program = (args: readonly string[], options?: ProgramOptions) => Promise<CliRun>;

/** A program that may start mergers, from TypeScript in which `startMerger`, the threads' `file` and `args` are known. */
export async function program(source: string): Promise<Program> {
  const outfile = join(await temporaryDirectory(), 'program.mjs');
  const contents = `import { startMerger } from './src/merger/startMerger.ts';
    const [file, ...args] = process.argv.slice(2);
    ${source}`;
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    // The connection's package calls it.
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  });
  await chmod(dirname(outfile), 0o755);
  return (args, { options = [], wrapper = [] } = {}) => {
    const [command = '', ...rest] = [...wrapper, process.execPath, ...options, outfile, threadFile, ...args];
    return finished(spawn(command, rest, { cwd: root }));
  };
}
