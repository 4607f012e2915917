import { readdirSync, readlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Merger, type MergerOptions, startMerger } from '../../../src/merger/startMerger.ts';
import type { ParamsOf, ResultOf } from '../../../src/protocol/questions.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';
import { root } from '../../support/runCli.ts';

export const threadFile = `${root}dist/thread.cjs`;

/** A merger with two readers and no cache, ended with the test. */
export function startTestMerger(options: Partial<MergerOptions> = {}): Merger {
  const merger = startMerger({ file: threadFile, readers: 2, cacheDirectory: null, ...options });
  onTestFinished(() => merger.stop());
  return merger;
}

export async function opened(
  merger: Merger,
  path: string,
  more: Partial<ParamsOf<'open'>> = {},
): Promise<ResultOf<'open'>> {
  return merger.ask('open', { key: 'image', path, ...more });
}

/**
 * A script for threads: the real one, behind some lines that spoil it. They know `workerData`, `parentPort` and `first`,
 * which is true in the first thread for which it is asked.
 */
export async function spoiltThread(lines: string): Promise<string> {
  const directory = await temporaryDirectory();
  const script = join(directory, 'thread.cjs');
  const first = `const first = () => {
    try { require('node:fs').writeFileSync(${JSON.stringify(join(directory, 'first'))}, '', { flag: 'wx' }); return true; }
    catch { return false; }
  };`;
  const ports = `const { parentPort, workerData } = require('node:worker_threads');`;
  await writeFile(script, `${ports}\n${first}\n${lines}\nrequire(${JSON.stringify(threadFile)});\n`);
  return script;
}

/** How many times this process has the file, or one below the directory, open; Linux only. */
export function openHandles(path: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith(path)).length;
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

/** Looks again until it holds; the test's time is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
