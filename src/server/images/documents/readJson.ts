import type { Value } from './value.ts';

/**
 * Nested deeper, a file is none that a person wrote, and would exhaust the stack of what works on it.
 */
export const MAXIMUM_DEPTH = 100;

/** @throws Error saying why it is no JSON. */
export function readJson(text: string): Value {
  return valueOf(JSON.parse(text), MAXIMUM_DEPTH);
}

function valueOf(json: unknown, depth: number): Value {
  if (depth === 0) throw new Error(`it is nested more than ${MAXIMUM_DEPTH} deep`);
  if (Array.isArray(json)) return json.map((item) => valueOf(item, depth - 1));
  if (typeof json === 'object' && json !== null) {
    return new Map(Object.entries(json).map(([key, value]) => [key, valueOf(value, depth - 1)]));
  }
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : null;
}
