import { isList, isMap, textOf, type Value, type ValueMap } from '../documents/value.ts';
import type { TargetBlock } from './bakeFile.ts';
import { evaluate, type Scope } from './hcl/evaluate.ts';

/** Of a matrix; real ones have some dozens. */
const MAXIMUM_COMBINATIONS = 500;

export interface NamedTarget {
  readonly name: string;
  readonly attributes: ValueMap;
}

/** The targets that a block declares: one, or with a `matrix` one for each combination of its values. */
export function expandTarget({ name, attributes }: TargetBlock, scope: Scope): readonly NamedTarget[] {
  const matrix = attributes.get('matrix');
  return combinations(matrix === undefined ? null : evaluate(matrix, scope)).map((chosen, index) => {
    const inner: Scope = (variable) => chosen.get(variable) ?? scope(variable);
    const values = new Map([...attributes].map(([key, expression]) => [key, evaluate(expression, inner)]));
    // Each has its own name, known or not: of one name they would be merged.
    const numbered = index === 0 ? name : `${name} (${index + 1})`;
    return { name: textOf(values.get('name')) ?? numbered, attributes: values };
  });
}

function combinations(matrix: Value): readonly ValueMap[] {
  let all: readonly ValueMap[] = [new Map()];
  if (!isMap(matrix)) return all;
  for (const [variable, values] of matrix) {
    if (!isList(values)) continue;
    if (all.length * values.length > MAXIMUM_COMBINATIONS) throw new Error('a matrix has too many combinations');
    all = all.flatMap((chosen) => values.map((value) => new Map([...chosen, [variable, value]])));
  }
  return all;
}
