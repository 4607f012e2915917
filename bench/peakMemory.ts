import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MemoryOfChild } from './memoryChild.ts';

export interface PeakMemory {
  /** Peak of a process that has loaded the same code and done nothing. */
  readonly idle: number;
  readonly peak: number;
  /** Heap and buffers at the end, after a collection. */
  readonly kept: number;
  readonly entries: number;
}

const CHILD = join('dist', 'memoryChild.mjs');

/** Least of each, in turns: what more a run takes is garbage that nobody had time to collect. */
export async function measurePeakMemory(path: string, rounds: number): Promise<PeakMemory> {
  const idle: MemoryOfChild[] = [];
  const used: MemoryOfChild[] = [];
  for (let round = 0; round < rounds; round++) {
    idle.push(await child([]));
    used.push(await child([path]));
  }
  const least = (list: readonly MemoryOfChild[], of: 'peak' | 'kept'): number =>
    Math.min(...list.map((memory) => memory[of]));
  return {
    idle: least(idle, 'peak'),
    peak: least(used, 'peak'),
    kept: least(used, 'kept') - least(idle, 'kept'),
    entries: used[0].entries,
  };
}

async function child(args: readonly string[]): Promise<MemoryOfChild> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', CHILD, ...args]);
  return JSON.parse(stdout) as MemoryOfChild;
}
