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
  /** Whether `step` may lead anywhere but to `none`, for a name as bytes: mostly false, and much faster. */
  readonly maySee: (state: number, bytes: Uint8Array, start: number, end: number) => boolean;
  /** The state below `state`, for a name in it. */
  readonly step: (state: number, name: string) => number;
  /** Numbers of the patterns that end in this state, ascending. */
  readonly ended: (state: number) => readonly number[];
}

/** A place in a pattern: so many of its components are matched. */
interface Item {
  readonly pattern: number;
  readonly matched: number;
}

interface State {
  readonly ended: readonly number[];
  readonly next: NamesMatcher;
  readonly mayGoOn: NameFilter;
  /** Where some names have led: the same few folders stand in every package. */
  readonly met: Map<string, number>;
}

/** Names remembered of a state: an image may have any number. */
const MOST_MET = 200;

/** @param patterns See `PathKind.paths`, without `!`. */
export function pathPatterns(patterns: readonly string[]): PathPatterns {
  const components = patterns.map((pattern) => pattern.split('/').filter((part) => part !== '**'));
  const isAnywhere = patterns.map((pattern) => pattern.startsWith('**/'));
  const first = components.flatMap(([name], pattern) => (isAnywhere[pattern] ? [{ pattern, matched: 0, name }] : []));
  const anywhere = namesMatcher(first);
  const mayBegin = nameFilter(first.map(({ name }) => name));
  const states: State[] = [];
  const known = new Map<string, number>();
  const none = stateOf([], []);
  const start = stateOf(
    components.flatMap((_, pattern) => (isAnywhere[pattern] ? [] : [{ pattern, matched: 0 }])),
    [],
  );
  return {
    start,
    none,
    maySee: (state, bytes, start, end) => mayBegin(bytes, start, end) || states[state].mayGoOn(bytes, start, end),
    step(state, name) {
      const { met } = states[state];
      let next = met.get(name);
      if (next === undefined) {
        next = stateAfter(state, name);
        if (met.size < MOST_MET) met.set(name, next);
      }
      return next;
    },
    ended: (state) => states[state].ended,
  };

  function stateAfter(state: number, name: string): number {
    const items = [...states[state].next.match(name), ...anywhere.match(name)].map(({ pattern, matched }) => ({
      pattern,
      matched: matched + 1,
    }));
    const isDone = ({ pattern, matched }: Item): boolean => matched === components[pattern].length;
    return stateOf(
      items.filter((item) => !isDone(item)),
      [...new Set(items.filter(isDone).map(({ pattern }) => pattern))].sort((a, b) => a - b),
    );
  }

  function stateOf(items: readonly Item[], ended: readonly number[]): number {
    const key = [...items.map(({ pattern, matched }) => `${pattern}.${matched}`), ...ended].join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const wanted = items.map((item) => ({ ...item, name: components[item.pattern][item.matched] }));
    known.set(key, states.length);
    states.push({
      ended,
      next: namesMatcher(wanted),
      mayGoOn: nameFilter(wanted.map(({ name }) => name)),
      met: new Map(),
    });
    return states.length - 1;
  }
}
