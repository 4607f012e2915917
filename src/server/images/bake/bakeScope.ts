import { Unknown, type Value } from '../documents/value.ts';
import { evaluate, type Scope } from './hcl/evaluate.ts';
import type { Attributes } from './hcl/expression.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of a project: their defaults, in whose place the environment may set others of the same type. */
export function bakeScope(variables: Attributes, environment: Environment): Scope {
  const known = new Map<string, Value>();
  const scope: Scope = (name) => {
    const expression = variables.get(name);
    if (expression === undefined || known.has(name)) return known.get(name);
    // For whoever asks while it is evaluated: it refers to itself.
    known.set(name, new Unknown(name));
    const value = fromEnvironment(environment[name], evaluate(expression, scope));
    known.set(name, value);
    return value;
  };
  return scope;
}

function fromEnvironment(set: string | undefined, byDefault: Value): Value {
  if (set === undefined || (typeof byDefault === 'object' && byDefault !== null)) return byDefault;
  if (typeof byDefault === 'number') return Number(set);
  return typeof byDefault === 'boolean' ? /^(?:1|t|true)$/i.test(set) : set;
}
