import type { FailureKind } from '../core/error.ts';

/** What the command's end says to a shell. Documented in docs/cli.md. */
export const ExitCode = {
  done: 0,
  /** A rule for CI was broken. */
  rule: 1,
  /** The call or the configuration is wrong. */
  usage: 2,
  /** The image could not be read. */
  image: 3,
  /** Ended by Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export function exitCodeOf(kind: FailureKind): ExitCode {
  return kind === 'usage' ? ExitCode.usage : ExitCode.image;
}
