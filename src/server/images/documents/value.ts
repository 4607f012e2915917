/** What stands in a compose or bake file. Maps, because keys are foreign: `__proto__` is one like any other. */
export type Value = string | number | boolean | null | Unknown | readonly Value[] | ValueMap;

export type ValueMap = ReadonlyMap<string, Value>;

/** What an expression gives that is not evaluated here. */
export class Unknown {
  /** The expression, for people. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function isMap(value: Value | undefined): value is ValueMap {
  return value instanceof Map;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Text, and what is written without quotes where text is meant: `1.2` as a tag. */
export function textOf(value: Value | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The texts of a list, or of the one value in its place. */
export function textsOf(value: Value | undefined): readonly string[] {
  const items = isList(value) ? value : [value];
  return items.flatMap((item) => textOf(item) ?? []);
}
