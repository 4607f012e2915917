import * as v from 'valibot';
import { type CancellationToken, type MessageConnection, ProgressType } from 'vscode-jsonrpc/node';
import type { Question } from '../../protocol/question.ts';
import { signalOf, withToken } from './cancellation.ts';
import { checked } from './checked.ts';
import { fromResponseError, toResponseError } from './failures.ts';

export type Questions = Readonly<Record<string, Question>>;

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with what the answering side tells meanwhile; the question says what that is. */
  readonly onProgress?: ((value: unknown) => void) | undefined;
}

export type Ask<Q extends Questions> = <Name extends keyof Q & string>(
  name: Name,
  params: v.InferInput<Q[Name]['params']>,
  options?: AskOptions,
) => Promise<v.InferOutput<Q[Name]['result']>>;

export type Answers<Q extends Questions> = {
  readonly [Name in keyof Q & string]: (
    params: v.InferOutput<Q[Name]['params']>,
    options: { readonly signal: AbortSignal; readonly onProgress: (value: unknown) => void },
  ) => Promise<v.InferOutput<Q[Name]['result']>> | v.InferOutput<Q[Name]['result']>;
};

const progress = new ProgressType<unknown>();

/** Asks over a connection. What comes back is checked. @throws Failure; the signal's reason. */
export function asking<Q extends Questions>(connection: MessageConnection, questions: Q): Ask<Q> {
  let asked = 0;
  return async (name, params, { signal, onProgress } = {}) => {
    const token = ++asked;
    const listening = onProgress && connection.onProgress(progress, token, onProgress);
    try {
      const result = await withToken(signal, (cancellation) =>
        connection.sendRequest<unknown>(name, { token, params }, cancellation),
      );
      return checked(questions[name].result, result, `The answer to ${name}`);
    } catch (error) {
      signal?.throwIfAborted();
      throw fromResponseError(error);
    } finally {
      listening?.dispose();
    }
  };
}

const Asked = v.strictObject({ token: v.number(), params: v.unknown() });

/** Answers what is asked over a connection. What is asked is checked. */
export function answering<Q extends Questions>(connection: MessageConnection, questions: Q, answers: Answers<Q>): void {
  for (const name of Object.keys(questions) as (keyof Q & string)[]) {
    connection.onRequest(name, async (asked: unknown, cancellation: CancellationToken) => {
      const signal = signalOf(cancellation);
      try {
        const { token, params } = checked(Asked, asked, `The question ${name}`);
        const onProgress = (value: unknown): void => {
          connection.sendProgress(progress, token, value).catch(() => undefined);
        };
        const question = checked(questions[name].params, params, `The question ${name}`);
        return await answers[name](question, { signal, onProgress });
      } catch (error) {
        return toResponseError(error, signal);
      }
    });
  }
}
