import type { AskProgram } from './findBuilder.ts';
import { runCommand } from './runCommand.ts';

/** What a program says of itself is short. */
const MOST_TEXT = 1024 * 1024;

/** Engines that are asleep may have to wake up first. In milliseconds. */
const WITHIN = 30_000;

/** Runs programs that tell something of themselves. One that does not end in time has said nothing. */
export function askProgram(env: NodeJS.ProcessEnv, signal: AbortSignal): AskProgram {
  return async (command, args) => {
    const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN)]);
    let text = '';
    const onText = (part: string): void => {
      text = (text + part).slice(0, MOST_TEXT);
    };
    try {
      return { code: await runCommand(command, args, { env, signal: within, onText }), text };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      return { code: null, text: '' };
    }
  };
}
