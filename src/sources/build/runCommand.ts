import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { endTree } from './endTree.ts';

export interface RunOptions {
  readonly cwd?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Give the program our own standard input. */
  readonly readsInput?: boolean;
  readonly onText: (text: string) => void;
}

/**
 * Runs a program to its end, and tells what it says on either output. When the signal comes, or this process ends, the
 * program ends too, with all that it started. Its arguments go through no shell.
 *
 * @returns its exit code; null when a signal ended it
 * @throws Error of the system when it cannot be started, such as ENOENT; the signal's reason, once it has ended.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, signal, readsInput = false, onText }: RunOptions,
): Promise<number | null> {
  signal.throwIfAborted();
  const child = spawn(command, [...args], {
    cwd,
    env,
    stdio: [readsInput ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    // A group of its own: so all that it started can be ended with it.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const ending = endingWith(child, signal);
  try {
    child.stdout?.setEncoding('utf8').on('data', onText);
    child.stderr?.setEncoding('utf8').on('data', onText);
    const [code] = (await once(child, 'close')) as [number | null];
    signal.throwIfAborted();
    return code;
  } finally {
    ending.dispose();
  }
}

/** Builders take their time to clean up; after this many milliseconds they are not asked any more. */
const PATIENCE = 10_000;

/** Ends the program when the signal comes, and at the latest with this process. */
export function endingWith(child: ChildProcess, signal: AbortSignal): { dispose(): void } {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    endTree(child, 'SIGTERM');
    timer = setTimeout(() => endTree(child, 'SIGKILL'), PATIENCE);
  };
  const endNow = (): void => endTree(child, 'SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  process.once('exit', endNow);
  return {
    dispose() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      process.removeListener('exit', endNow);
    },
  };
}
