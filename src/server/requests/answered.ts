import * as v from 'valibot';
import { type CancellationToken, type Connection, ErrorCodes, ResponseError } from 'vscode-languageserver';
import { Failure } from '../../core/error.ts';
import { signalOf } from '../../merger/thread/cancellation.ts';
import { toResponseError } from '../../merger/thread/failures.ts';

/**
 * Answers a request. What a client did wrong, what went wrong, and that it was cancelled, is each an error of its own
 * kind. Of a defect the client gets one line; the stack is logged.
 *
 * @throws ResponseError
 */
export async function answered<T>(
  connection: Connection,
  token: CancellationToken,
  answer: (signal: AbortSignal) => Promise<T> | T,
): Promise<T> {
  const signal = signalOf(token);
  try {
    return await answer(signal);
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    if (error instanceof Failure || signal.aborted) throw toResponseError(error, signal);
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const message = error instanceof Error ? error.message : String(error);
    throw new ResponseError(ErrorCodes.InternalError, `Layerwise made an error: ${message}`);
  }
}

/** @throws ResponseError that says what is wrong. */
export function checkedParams<Schema extends v.GenericSchema>(schema: Schema, params: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, params);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  const message = place === null ? issue.message : `${place}: ${issue.message}`;
  throw new ResponseError(ErrorCodes.InvalidParams, message);
}
