import { pathPatterns } from './pathPatterns.ts';
import type { PathKind } from './rule.ts';

/**
 * Of which kinds paths are, worked out on the way down a tree. What is known of a folder holds for all below it, so it is a
 * chain of marks, to which a path adds its own; those of most paths are their folder's.
 */
export interface PathMarks extends Pick<ReturnType<typeof pathPatterns>, 'start' | 'none' | 'mayBegin' | 'step'> {
  /** The marks of a path: those of its folder, and what its state says. `NO_MARK` for none, as at the root. */
  marksIn(folder: number, state: number, place: number): number;
  /** For each kind that the file at `place` is of, its number and the place of the uppermost path that says so. */
  kinds(marks: number, place: number): readonly Kind[];
}

export interface Kind {
  readonly kind: number;
  readonly place: number;
}

export const NO_MARK = -1;

interface Mark {
  readonly kind: number;
  /** NOT_MEANT where a pattern with `!` has said so; that is the last word. */
  readonly place: number;
  /** One more that holds there, or NO_MARK. */
  readonly next: number;
  /** This one or a later one of the chain has a place. */
  readonly isMeant: boolean;
}

const NOT_MEANT = -1;
const NO_KINDS: readonly Kind[] = [];

export function pathMarks(kinds: readonly PathKind[]): PathMarks {
  const all = kinds.flatMap(({ paths }, kind) => paths.map((path) => ({ kind, path })));
  const meant = all.filter(({ path }) => !path.startsWith('!'));
  // After the others, so that what is not meant has the last word on a path that both are about.
  const patterns = [...meant, ...all.filter(({ path }) => path.startsWith('!'))];
  const { start, none, mayBegin, step, ended } = pathPatterns(patterns.map(({ path }) => path.replace(/^!/, '')));
  const marks: Mark[] = [];
  return {
    start,
    none,
    mayBegin,
    step,
    marksIn(folder, state, place) {
      let first = folder;
      for (const pattern of ended(state))
        first = marked(first, patterns[pattern].kind, pattern < meant.length ? place : NOT_MEANT);
      return first;
    },
    kinds(first, place) {
      if (first === NO_MARK || !marks[first].isMeant) return NO_KINDS;
      const found: Kind[] = [];
      for (let at = first; at !== NO_MARK; at = marks[at].next) {
        const { kind, place: of } = marks[at];
        const { as } = kinds[kind];
        if (of !== NOT_MEANT && (as === undefined || (as === 'file') === (of === place)))
          found.push({ kind, place: of });
      }
      return found;
    },
  };

  function marked(first: number, kind: number, place: number): number {
    const before = markOf(first, kind);
    if (before === undefined) return push(kind, place, first);
    const stays = before.place === NOT_MEANT || (place !== NOT_MEANT && kinds[kind].as !== 'file');
    return stays ? first : push(kind, place, without(first, kind));
  }

  function markOf(first: number, kind: number): Mark | undefined {
    let mark = first;
    while (mark !== NO_MARK && marks[mark].kind !== kind) mark = marks[mark].next;
    return mark === NO_MARK ? undefined : marks[mark];
  }

  /** A chain has a kind at most once. */
  function without(first: number, kind: number): number {
    const { kind: of, place, next } = marks[first];
    return of === kind ? next : push(of, place, without(next, kind));
  }

  function push(kind: number, place: number, next: number): number {
    const isMeant = place !== NOT_MEANT || (next !== NO_MARK && marks[next].isMeant);
    return marks.push({ kind, place, next, isMeant }) - 1;
  }
}

/** The kinds that a file at a single path is of. */
export function kindsOfPath(kinds: readonly PathKind[], path: string): string[] {
  const { start, step, marksIn, kinds: kindsIn } = pathMarks(kinds);
  let state = start;
  let marks = NO_MARK;
  const names = path.split('/');
  for (const [place, name] of names.entries()) {
    state = step(state, name);
    marks = marksIn(marks, state, place);
  }
  return kindsIn(marks, names.length - 1).map(({ kind }) => kinds[kind].kind);
}
