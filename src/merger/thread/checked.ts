import * as v from 'valibot';
import { Failure } from '../../core/error.ts';

/**
 * What came from another thread, as the schema says it must be.
 *
 * @throws Failure of kind `internal`: both threads are ours, so one of them is wrong.
 */
export function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  const where = place === null ? '' : ` at ${place}`;
  throw new Failure('internal', `${what} is wrong${where}: ${issue.message}`, 'Please report it.');
}
