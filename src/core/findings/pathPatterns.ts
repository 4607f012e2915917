import { type NameFilter, nameFilter } from './nameFilter.ts';
import { type NamesMatcher, namesMatcher } from './namesMatcher.ts';

/**
 * Patterns for paths, matched component by component on the way down a tree: the state of a folder is made of its parent's
 * and its own name, so a path costs one step however many patterns there are. States are made when they are first met.
 */
export interface PathPatterns {
  readonly start: number;
  /** The state that no pattern has begun in. */
  readonly none: number;
  /** Whether a pattern for any folders may begin with a name. */
  readonly mayBegin: NameFilter;
  /** The state below `state`, for a name in it. */
  step(state: number, name: string): number;
  /** Numbers of the patterns that end in this state, ascending. */
  ended(state: number): readonly number[];
}

/** A place in a pattern: so many of its components are matched. */
interface Item {
  readonly pattern: number;
  readonly matched: number;
}

/** @param patterns See `PathKind.paths`, without `!`. */
export function pathPatterns(patterns: readonly string[]): PathPatterns {
  const components = patterns.map((pattern) => pattern.split('/').filter((part) => part !== '**'));
  const isAnywhere = patterns.map((pattern) => pattern.startsWith('**/'));
  const first = components.flatMap(([name], pattern) => (isAnywhere[pattern] ? [{ pattern, matched: 0, name }] : []));
  const anywhere = namesMatcher(first);
  const states: { readonly items: readonly Item[]; readonly ended: readonly number[]; next: NamesMatcher }[] = [];
  const known = new Map<string, number>();
  const none = stateOf([], []);
  const start = stateOf(
    components.flatMap((_, pattern) => (isAnywhere[pattern] ? [] : [{ pattern, matched: 0 }])),
    [],
  );
  return {
    start,
    none,
    mayBegin: nameFilter(first.map(({ name }) => name)),
    step(state, name) {
      const here = states[state].next.match(name);
      const fresh = anywhere.match(name);
      if (here.length === 0 && fresh.length === 0) return none;
      const items = [...here, ...fresh].map(({ pattern, matched }) => ({ pattern, matched: matched + 1 }));
      const isDone = ({ pattern, matched }: Item): boolean => matched === components[pattern].length;
      return stateOf(
        items.filter((item) => !isDone(item)),
        [...new Set(items.filter(isDone).map(({ pattern }) => pattern))].sort((a, b) => a - b),
      );
    },
    ended: (state) => states[state].ended,
  };

  function stateOf(items: readonly Item[], ended: readonly number[]): number {
    const key = [...items.map(({ pattern, matched }) => `${pattern}.${matched}`), ...ended].join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const next = namesMatcher(items.map((item) => ({ ...item, name: components[item.pattern][item.matched] })));
    known.set(key, states.length);
    states.push({ items, ended, next });
    return states.length - 1;
  }
}
