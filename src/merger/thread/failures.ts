import * as v from 'valibot';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { Failure } from '../../core/error.ts';

/** An expected failure on its way to another thread. */
const FailureData = v.object({ kind: v.picklist(['usage', 'image', 'internal']), advice: v.string() });

/** As LSP has them. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#errorCodes */
const REQUEST_CANCELLED = -32800;
const REQUEST_FAILED = -32803;

export function toResponseError(error: unknown, signal: AbortSignal): ResponseError<unknown> {
  if (error instanceof Failure) {
    return new ResponseError(REQUEST_FAILED, error.message, { kind: error.kind, advice: error.advice });
  }
  if (signal.aborted) return new ResponseError(REQUEST_CANCELLED, 'cancelled');
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new ResponseError(ErrorCodes.InternalError, text);
}

/** Failures are failures again; anything else is a defect of ours and says so. */
export function fromResponseError(error: unknown): Error {
  if (!(error instanceof ResponseError)) return error instanceof Error ? error : new Error(String(error));
  const data = v.safeParse(FailureData, error.data);
  return data.success ? new Failure(data.output.kind, error.message, data.output.advice) : defect(error);
}

function defect({ message }: Error): Failure {
  return new Failure(
    'internal',
    `Layerwise made an error: ${message}`,
    'Please report it, with the image if you may share it.',
  );
}
