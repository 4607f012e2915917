import type * as v from 'valibot';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { PREFIX, type ServerRequestName, serverRequests } from '../../protocol/serverRequests.ts';
import { answered, checkedParams } from './answered.ts';

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
    connection.onRequest(`${PREFIX}${name}`, (params: unknown, token: CancellationToken) =>
      answered(connection, token, (signal) => answer(handlers, name, params, signal)),
    );
  }
}

function answer<Name extends ServerRequestName>(
  handlers: Handlers,
  name: Name,
  params: unknown,
  signal: AbortSignal,
): ReturnType<Handlers[Name]> {
  const checked = checkedParams(serverRequests[name].params, params) as Parameters<Handlers[Name]>[0];
  const handler = handlers[name] as (params: unknown, signal: AbortSignal) => ReturnType<Handlers[Name]>;
  return handler(checked, signal);
}
