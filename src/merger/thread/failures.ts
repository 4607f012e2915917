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
export function fromResponseError(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const data = v.safeParse(FailureData, error instanceof ResponseError ? error.data : undefined);
  const message = error instanceof Error ? error.message : String(error);
  return data.success ? new Failure(data.output.kind, message, data.output.advice) : defect(message);
}

function defect(message: string): Failure {
  return new Failure(
    'internal',
    `Layerwise made an error: ${message}`,
    'Please report it, with the image if you may share it.',
  );
}
