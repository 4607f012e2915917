import { isList, isMap, type Value } from '../documents/value.ts';

/** As an override file is laid over another: maps are joined, lists appended, all else replaced. */
export function mergeValues(base: Value | undefined, over: Value): Value {
  if (isMap(base) && isMap(over)) {
    const merged = new Map(base);
    for (const [key, value] of over) merged.set(key, mergeValues(merged.get(key), value));
    return merged;
  }
  return isList(base) && isList(over) ? [...base, ...over] : over;
}
