import type { Dockerfile } from '../dockerfile/types.ts';
import { canFollow, isAndList, setsErrorEnd } from './canFollow.ts';
import type { TextEdit } from './fix.ts';
import { andOnNewLine, type Layout, layoutOf, thenOnNewLine } from './layout.ts';
import { leaks, sharesLoopName } from './leaks.ts';
import type { Run } from './run.ts';
import { sameMounts } from './runFlags.ts';

/** Makes one RUN of RUNs that follow each other; null where it might do something else than they. */
export function joinText(dockerfile: Dockerfile, runs: readonly Run[]): TextEdit[] | null {
  const layout = layoutOf(dockerfile, runs);
  const edits: TextEdit[] = [];
  for (const [index, after] of runs.slice(1).entries()) {
    const before = runs[index];
    const edit = sameMounts(before.step, after.step) ? joinTwo(dockerfile, before, after, runs[0], layout) : null;
    if (edit === null) return null;
    edits.push(edit);
  }
  return edits;
}

function joinTwo(dockerfile: Dockerfile, before: Run, after: Run, first: Run, layout: Layout): TextEdit | null {
  if (!canFollow(before) || leaks(before) || sharesLoopName(before, after)) return null;
  const comments = commentsBetween(dockerfile.text, before, after, layout);
  if (comments === null) return null;
  const startOffset = before.command.endOffset;
  const joined = sequence(before, after, first);
  if (joined === null) return null;
  const between = joined.operator === '&&' ? andOnNewLine(layout, comments) : thenOnNewLine(layout, comments);
  return { startOffset, endOffset: after.command.offsetAt(joined.from), newText: between };
}

interface Sequence {
  readonly operator: '&&' | ';';
  /** Where in the second command to begin: what sets the options that are set already is left out. */
  readonly from: number;
}

/**
 * Commands joined by `&&` alone go on with `&&`. Where `set` begins both with the same options, and `-e` ends the whole at
 * the first failure, they go on as they are: the last command before must then be one that fails by itself.
 */
function sequence(before: Run, after: Run, first: Run): Sequence | null {
  const [options, ...others] = optionsOf(before);
  if (options === undefined || others.length > 0) {
    return others.length === 0 && isAndList(after.shell.statements) ? { operator: '&&', from: 0 } : null;
  }
  const isTracing = /^set -[xv]+$/.test(options);
  if (isTracing) return isAndList(after.shell.statements) ? { operator: '&&', from: 0 } : null;
  const again = optionsOf(after);
  const [opening, next] = after.shell.statements;
  const last = before.shell.statements.at(-1);
  const beginsSo = [first, after].every((run) => run.command.text.startsWith(options));
  if (!beginsSo || again.length !== 1 || again[0] !== options || !before.shell.commands.some(setsErrorEnd)) return null;
  if (!isPlain(last) || last?.parts.length !== 1 || after.shell.hasFunctions) return null;
  const isAlone = opening.parts.length === 1 && next !== undefined;
  return { operator: ';', from: isAlone ? next.start : 0 };
}

function isPlain(statement: Run['shell']['statements'][number] | undefined): boolean {
  return statement?.parts.every(({ isSimple, command }) => isSimple && command !== null) === true;
}

/** Every `set`, with its words. */
function optionsOf({ shell, command }: Run): string[] {
  return shell.commands
    .filter(({ words }) => words.at(0)?.value === 'set')
    .map(({ start, end }) => command.text.slice(start, end));
}

/** Comments between the two, which may stand between continued lines; null where anything else is there. */
function commentsBetween(text: string, before: Run, after: Run, { lineBreak }: Layout): string[] | null {
  const rest = text.slice(before.command.endOffset, before.step.endOffset);
  if (rest.trim() !== '') return null;
  const gap = text.slice(before.step.endOffset, after.command.startOffset);
  return gap
    .split(lineBreak)
    .map((line) => line.trimEnd())
    .filter((line) => /^\s*#/.test(line));
}
