import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface MeasuredRun {
  readonly seconds: number;
  /** Of all its threads: the same on a busy machine. */
  readonly cpuSeconds: number;
  /** Peak resident memory, as the kernel says it of the running process; 0 where it does not. */
  readonly peakBytes: number;
  /** False when it was stopped at the limit: then it takes at least what is told here. */
  readonly ended: boolean;
}

/** The kernel's figure only grows, so that a look this often misses little. */
const LOOK_EVERY_MILLISECONDS = 10;

/**
 * Runs a program to its end, or to the limit, and watches what memory it takes. Whatever it prints is dropped, errors are
 * shown.
 */
export function runMeasured(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  limitSeconds = Infinity,
): Promise<MeasuredRun> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    let peakBytes = 0;
    let cpuSeconds = 0;
    const look = setInterval(() => {
      peakBytes = Math.max(peakBytes, peakOf(child.pid));
      cpuSeconds = Math.max(cpuSeconds, cpuSecondsOf(child.pid));
      if (performance.now() - start > limitSeconds * 1000) child.kill('SIGKILL');
    }, LOOK_EVERY_MILLISECONDS);
    child.on('error', reject);
    child.on('exit', (code) => {
      clearInterval(look);
      const seconds = (performance.now() - start) / 1000;
      const stopped = code === null && child.killed;
      if (code === 0 || stopped) resolve({ seconds, cpuSeconds, peakBytes, ended: !stopped });
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code ?? 'a signal'}`));
    });
  });
}

function peakOf(pid: number | undefined): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

/** User and system time, in hundredths, stand 14th and 15th; the program's name, the second, may have blanks. */
function cpuSecondsOf(pid: number | undefined): number {
  const afterName = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(afterName[11] ?? 0) + Number(afterName[12] ?? 0)) / 100;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
