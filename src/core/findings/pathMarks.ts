import { pathPatterns } from './pathPatterns.ts';
import type { PathKind } from './rule.ts';

/**
 * Of which kinds paths are, worked out on the way down a tree. What is known of a folder holds for all below it, so it is a
 * chain of marks, to which a path adds its own; those of most paths are their folder's.
 */
export interface PathMarks extends Pick<ReturnType<typeof pathPatterns>, 'start' | 'none' | 'maySee' | 'step'> {
  /** The marks of a path: what it has of its folder, and what its state says. `NO_MARK` for none, as at the root. */
  readonly marksIn: (inherited: number, state: number, place: number) => number;
  /** Of the marks of a folder, those that hold for what is below it, too. */
  readonly inherited: (folder: number) => number;
  /** Whether a path with these marks can be of any kind. */
  readonly isMeant: (marks: number) => boolean;
  /** For each kind that the file at `place` is of, its number and the place of the uppermost path that says so. */
  readonly kinds: (marks: number, place: number) => readonly Kind[];
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

export function pathMarks(kinds: readonly PathKind[]): PathMarks {
  const all = kinds.flatMap(({ paths }, kind) => paths.map((path) => ({ kind, path, isMeant: !path.startsWith('!') })));
  // What is not meant comes first and has the last word. What is of files themselves comes last, so that it leads the chain.
  const patterns = [
    ...all.filter(({ isMeant }) => !isMeant),
    ...all.filter(({ isMeant, kind }) => isMeant && !isOfFile(kind)),
    ...all.filter(({ isMeant, kind }) => isMeant && isOfFile(kind)),
  ];
  const { start, none, maySee, step, ended } = pathPatterns(patterns.map(({ path }) => path.replace(/^!/, '')));
  const marks: Mark[] = [];
  return {
    start,
    none,
    maySee,
    step,
    marksIn(inherited, state, place) {
      let first = inherited;
      for (const pattern of ended(state)) {
        const { kind, isMeant } = patterns[pattern];
        first = marked(first, kind, isMeant ? place : NOT_MEANT);
      }
      return first;
    },
    inherited(folder) {
      let first = folder;
      while (first !== NO_MARK && marks[first].place !== NOT_MEANT && isOfFile(marks[first].kind))
        first = marks[first].next;
      return first;
    },
    isMeant: (first) => first !== NO_MARK && marks[first].isMeant,
    kinds(first, place) {
      const found: Kind[] = [];
      for (let at = first; at !== NO_MARK; at = marks[at].next) {
        const { kind, place: of } = marks[at];
        if (of !== NOT_MEANT && (kinds[kind].as !== 'folder' || of !== place)) found.push({ kind, place: of });
      }
      return found;
    },
  };

  function isOfFile(kind: number): boolean {
    return kinds[kind].as === 'file';
  }

  function marked(first: number, kind: number, place: number): number {
    const before = markOf(first, kind);
    if (before === undefined) return push(kind, place, first);
    return place !== NOT_MEANT || before.place === NOT_MEANT ? first : push(kind, place, without(first, kind));
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

/** The kinds that files at single paths are of. Those of one folder cost least one after another. */
export function kindsOfPaths(kinds: readonly PathKind[]): (path: string) => readonly PathKind[] {
  const { start, step, marksIn, inherited, kinds: kindsIn } = pathMarks(kinds);
  const root = { path: '', state: start, marks: NO_MARK, place: -1 };
  let folder = root;

  function below({ path, state, marks, place }: typeof root, name: string): typeof root {
    const next = step(state, name);
    const own = marksIn(inherited(marks), next, place + 1);
    return { path: place === -1 ? name : `${path}/${name}`, state: next, marks: own, place: place + 1 };
  }

  return (path) => {
    const slash = path.lastIndexOf('/');
    const around = path.slice(0, Math.max(0, slash));
    if (folder.path !== around) folder = around === '' ? root : around.split('/').reduce(below, root);
    const { marks, place } = below(folder, path.slice(slash + 1));
    return marks === NO_MARK ? NOTHING : kindsIn(marks, place).map(({ kind }) => kinds[kind]);
  };
}

const NOTHING: readonly PathKind[] = [];
