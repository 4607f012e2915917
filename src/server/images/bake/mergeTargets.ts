import { isMap, textsOf, type Value, type ValueMap } from '../documents/value.ts';

const nothing: ValueMap = new Map();

export type Targets = ReadonlyMap<string, ValueMap>;

/** As one declaration of a target adds to another: arguments are joined, all else is replaced, null changes nothing. */
export function mergeTargets(base: ValueMap, over: ValueMap): ValueMap {
  const merged = new Map(base);
  for (const [key, value] of over) {
    if (value === null) continue;
    merged.set(key, key === 'args' ? mergeArguments(merged.get(key), value) : value);
  }
  return merged;
}

/** Targets with what they inherit: later ones of the list go before earlier ones, a target's own before all. */
export function withInherited(targets: Targets): Targets {
  const known = new Map<string, ValueMap>();
  function inherited(name: string): ValueMap {
    const own = targets.get(name) ?? nothing;
    const done = known.get(name);
    if (done !== undefined) return done;
    // For whoever asks while it is worked out: it inherits from itself.
    known.set(name, own);
    const parents = textsOf(own.get('inherits')).map(inherited);
    const target = mergeTargets(parents.reduce(mergeTargets, nothing), own);
    known.set(name, target);
    return target;
  }
  return new Map([...targets.keys()].map((name) => [name, inherited(name)]));
}

function mergeArguments(base: Value | undefined, over: Value): Value {
  if (!isMap(base) || !isMap(over)) return over;
  return new Map([...base, ...[...over].filter(([, value]) => value !== null)]);
}
