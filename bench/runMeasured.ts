import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface MeasuredRun {
  readonly seconds: number;
  /** Peak resident memory, as the kernel says it of the running process; 0 where it does not. */
  readonly peakBytes: number;
}

/** The kernel's figure only grows, so that a look this often misses little. */
const LOOK_EVERY_MILLISECONDS = 10;

/** Runs a program to its end and watches what memory it takes. Whatever it prints is dropped, errors are shown. */
export function runMeasured(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<MeasuredRun> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    let peakBytes = 0;
    const look = setInterval(() => {
      peakBytes = Math.max(peakBytes, peakOf(child.pid));
    }, LOOK_EVERY_MILLISECONDS);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(look);
      const seconds = (performance.now() - start) / 1000;
      if (code === 0) resolve({ seconds, peakBytes });
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? 'a signal'}`));
    });
  });
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
