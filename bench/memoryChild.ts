import { readFileSync } from 'node:fs';
import { analyzed } from './analysis.ts';

/** What a process says of itself that has analysed the image it was given, or, without one, only been started. */
export interface MemoryOfChild {
  readonly peak: number;
  readonly kept: number;
  readonly entries: number;
}

const path = process.argv[2];
const analysis = path === undefined ? null : await analyzed(path, 2);
const peak = peakMemory();
globalThis.gc?.();
const { heapUsed, arrayBuffers } = process.memoryUsage();
const memory: MemoryOfChild = { peak, kept: heapUsed + arrayBuffers, entries: analysis?.totals.entries ?? 0 };
console.log(JSON.stringify(memory));

/** On Linux not `maxRSS`, which a child takes over from the process that started it. */
function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
}
