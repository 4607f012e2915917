import { type CommandText, commandText } from '../dockerfile/commandText.ts';
import type { Dockerfile, Step } from '../dockerfile/types.ts';
import { readShell } from '../shell/readShell.ts';
import type { Shell } from '../shell/shell.ts';
import { lineageSteps } from './lineage.ts';

/** A RUN whose command can be read: in shell form, without heredocs, of a shell that is like POSIX's. */
export interface Run {
  readonly step: Step;
  readonly command: CommandText;
  readonly shell: Shell;
  /** The shell is started with `-e`. */
  readonly endsOnError: boolean;
}

export function readRun(dockerfile: Dockerfile, step: Step | undefined): Run | null {
  if (step === undefined) return null;
  const command = commandText(dockerfile, step);
  const started = command && shellAt(dockerfile, step);
  const shell = started && readShell(command.text);
  return shell && { step, command, shell, endsOnError: started.endsOnError };
}

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);

/** Which shell runs a step, as SHELL has it; null for one that is not like POSIX's. */
function shellAt(dockerfile: Dockerfile, step: Step): { readonly endsOnError: boolean } | null {
  const set = lineageSteps(dockerfile, step).findLast(({ instruction }) => instruction === 'SHELL');
  if (set === undefined) return { endsOnError: false };
  const [program = '', ...options] = set.json ? set.args : [];
  const [last = '', ...others] = options.toReversed();
  const isKnown = SHELLS.has(program.split('/').at(-1) ?? '') && /^-[a-z]*c$/.test(last);
  if (!isKnown || !others.every((option) => /^-[a-z]+$|^(?:errexit|pipefail|nounset|xtrace)$/.test(option)))
    return null;
  return { endsOnError: /^-[a-z]*e/.test(last) || others.some((option) => /^-[a-z]*e|^errexit$/.test(option)) };
}
