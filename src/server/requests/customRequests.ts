import * as v from 'valibot';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { signalOf } from '../../merger/thread/cancellation.ts';
import { toResponseError } from '../../merger/thread/failures.ts';
import { PREFIX, type ServerRequestName, serverRequests } from '../../protocol/serverRequests.ts';

export type Handlers = {
  readonly [Name in ServerRequestName]: (
    params: v.InferOutput<(typeof serverRequests)[Name]['params']>,
    signal: AbortSignal,
  ) =>
    | Promise<v.InferOutput<(typeof serverRequests)[Name]['result']>>
    | v.InferOutput<(typeof serverRequests)[Name]['result']>;
};

/** Answers `layerwise/…` requests. What is asked is checked; what is wrong with it, or went wrong, is said. */
export function answerRequests(connection: Connection, handlers: Handlers): void {
  for (const name of Object.keys(serverRequests) as ServerRequestName[]) {
    connection.onRequest(`${PREFIX}${name}`, async (params: unknown, token: CancellationToken) => {
      const signal = signalOf(token);
      try {
        return await answer(handlers, name, params, signal);
      } catch (error) {
        return toResponseError(error, signal);
      }
    });
  }
}

function answer<Name extends ServerRequestName>(
  handlers: Handlers,
  name: Name,
  params: unknown,
  signal: AbortSignal,
): ReturnType<Handlers[Name]> {
  const checked = v.parse(serverRequests[name].params, params) as Parameters<Handlers[Name]>[0];
  const handler = handlers[name] as (params: unknown, signal: AbortSignal) => ReturnType<Handlers[Name]>;
  return handler(checked, signal);
}
