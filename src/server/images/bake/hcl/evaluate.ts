import { isMap, textOf, Unknown, type Value } from '../../documents/value.ts';
import type { Expression } from './expression.ts';

/** The value of a variable; undefined for one that nobody declares. */
export type Scope = (name: string) => Value | undefined;

/** Variables that double each other would fill the memory within a few lines. */
const MAXIMUM_LENGTH = 10_000;

/** The value of an expression; what depends on something unknown is unknown, lists and maps in those parts only. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'unknown':
      return new Unknown(expression.text);
    case 'variable':
      return variable(expression.path, scope);
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'map':
      return new Map(
        expression.entries.map(([key, value]) => [textOf(evaluate(key, scope)) ?? '', evaluate(value, scope)]),
      );
    case 'template':
      return joined(expression.parts.map((part) => evaluate(part, scope)));
    case 'equal':
      return equal(evaluate(expression.left, scope), evaluate(expression.right, scope), expression.negated);
    case 'condition':
      return condition(expression, scope);
  }
}

function variable([name = '', ...keys]: readonly string[], scope: Scope): Value {
  const text = [name, ...keys].join('.');
  let value = scope(name);
  for (const key of keys) value = isMap(value) ? value.get(key) : undefined;
  return value ?? (value === null ? null : new Unknown(text));
}

function joined(parts: readonly Value[]): Value {
  const texts: string[] = [];
  for (const part of parts) {
    if (part instanceof Unknown) return part;
    const text = part === null ? '' : textOf(part);
    if (text === undefined) return new Unknown('a list or map within a text');
    texts.push(text);
  }
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length > MAXIMUM_LENGTH ? new Unknown('a very long text') : texts.join('');
}

function equal(left: Value, right: Value, negated: boolean): Value {
  if (left instanceof Unknown) return left;
  if (right instanceof Unknown) return right;
  if (typeof left === 'object' && left !== null) return new Unknown('a comparison of lists or maps');
  return (left === right) !== negated;
}

function condition({ test, then, otherwise }: Extract<Expression, { kind: 'condition' }>, scope: Scope): Value {
  const answer = evaluate(test, scope);
  if (answer instanceof Unknown) return answer;
  return evaluate(answer === true || answer === 'true' ? then : otherwise, scope);
}
