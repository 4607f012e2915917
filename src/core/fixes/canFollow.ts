import type { ShellCommand, Statement } from '../shell/shell.ts';
import type { Run } from './run.ts';

/** With these nothing behind is sure to be reached, or to find the shell as it was. */
const LEAVES = new Set(['exec', 'exit', 'return', 'trap', 'alias', 'unalias', 'enable', 'hash', 'eval', '.', 'source']);

/**
 * Whether a command behind `&&` at the end of a RUN runs exactly when the RUN went well so far, and only then decides how
 * it ends. `set -e` counts for nothing before `&&`, so then the last command must be one that it has no say in.
 */
export function canFollow(run: Run): boolean {
  const { shell, command } = run;
  const last = shell.statements.at(-1);
  if (last?.end !== command.text.length) return false;
  if (shell.hasBackground || shell.hasFunctions || shell.commands.some(leaves)) return false;
  return !endsOnError(run) || last.parts.every(({ isSimple }) => isSimple);
}

/** A name that is worked out may be one of these. */
function leaves({ words, inSubshell }: ShellCommand): boolean {
  const name = words.at(0);
  if (name === undefined || inSubshell) return false;
  if (name.value === 'exit') return !/^[1-9]\d*$/.test(words.at(1)?.value ?? '');
  return name.value === null || LEAVES.has(name.value) || (name.value === 'set' && isOddSet(words.slice(1)));
}

/** Without patterns a `*` is a name. */
function isOddSet(words: ShellCommand['words']): boolean {
  return words.some(
    ({ value }) => value === null || !/^-[euxv]+o?$|^-o$|^(?:errexit|nounset|xtrace|pipefail)$/.test(value),
  );
}

/** Some command that fails ends the whole RUN, wherever it stands. */
export function endsOnError({ shell, endsOnError: isStartedSo }: Run): boolean {
  return isStartedSo || shell.commands.some(setsErrorEnd);
}

export function setsErrorEnd({ words }: ShellCommand): boolean {
  return (
    words.at(0)?.value === 'set' && words.some(({ value }) => /^-[a-z]*e/.test(value ?? '') || value === 'errexit')
  );
}

/** Of commands joined by `&&` alone, in one statement, whichever of them fails. */
export function isAndList(statements: readonly Statement[]): boolean {
  return statements.length === 1 && statements[0].operators.every((operator) => operator === '&&');
}
