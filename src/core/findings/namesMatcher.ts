import { globRegExp, isGlob } from './nameGlob.ts';

/** Which of many names and globs a name fits, without trying them all. */
export interface NamesMatcher<T = { readonly pattern: number; readonly matched: number }> {
  match(name: string): readonly T[];
}

/** Globs that end in `.SUFFIX` are looked for by it, the others by how they begin. See `nameGlob.ts`. */
export function namesMatcher<T extends { readonly name: string }>(wanted: readonly T[]): NamesMatcher<T> {
  const whole = new Map<string, T[]>();
  const bySuffix = new Map<string, [RegExp, T][]>();
  const byFirst = new Map<string, [RegExp, T][]>();
  const others: [RegExp, T][] = [];
  for (const item of wanted) {
    const { name } = item;
    const suffix = /\.[^.*№]+$/.exec(name)?.[0];
    if (!isGlob(name)) put(whole, name, item);
    else if (suffix !== undefined) put(bySuffix, suffix, [globRegExp(name), item]);
    else if (!isGlob(name[0])) put(byFirst, name[0], [globRegExp(name), item]);
    else others.push([globRegExp(name), item]);
  }
  return {
    match(name) {
      const found = whole.get(name);
      const dot = name.lastIndexOf('.');
      const globs = [
        dot < 0 ? undefined : bySuffix.get(name.slice(dot)),
        byFirst.get(name[0]),
        others.length === 0 ? undefined : others,
      ];
      if (globs.every((some) => some === undefined)) return found ?? NOTHING;
      const fitting = globs.flatMap((some) => some?.filter(([glob]) => glob.test(name)).map(([, item]) => item) ?? []);
      return found === undefined ? fitting : [...found, ...fitting];
    },
  };
}

const NOTHING: readonly never[] = [];

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
