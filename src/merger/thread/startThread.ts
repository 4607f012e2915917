import { Worker } from 'node:worker_threads';
import { Failure } from '../../core/error.ts';
import { type Ask, asking, type Questions } from './asking.ts';
import { portConnection } from './portConnection.ts';

/** A thread of ours that answers questions. */
export interface Thread<Q extends Questions> {
  /** @throws Failure of kind `internal` when the thread ends before it has answered. */
  readonly ask: Ask<Q>;
  /** Why it ended, when it has, without having been told to; null when it was told to. */
  readonly ended: Promise<Failure | null>;
  /** Ends it at once; what it was asked is rejected. */
  stop(): Promise<void>;
}

export interface ThreadOptions<Q extends Questions> {
  /** The script. */
  readonly file: string;
  readonly questions: Q;
  /** What the thread is told at its start. */
  readonly data: unknown;
  /** For people, in errors: `the merger`. */
  readonly name: string;
}

export function startThread<Q extends Questions>({ file, questions, data, name }: ThreadOptions<Q>): Thread<Q> {
  const worker = new Worker(file, { workerData: data, name });
  const connection = portConnection(worker);
  connection.listen();
  const ask = asking(connection, questions);
  let told = false;
  let cause: Error | null = null;
  worker.on('error', (error) => (cause = error instanceof Error ? error : new Error(String(error))));
  const ended = new Promise<Failure | null>((resolve) => {
    worker.once('exit', (code) => {
      connection.dispose();
      resolve(told ? null : crashed(name, cause, code));
    });
  });
  const gone = ended.then((failure) => Promise.reject(failure ?? stopped(name)));
  // Met by whoever is waiting for an answer.
  gone.catch(() => undefined);
  return {
    ask: (question, params, options) => Promise.race([ask(question, params, options), gone]),
    ended,
    async stop() {
      told = true;
      await worker.terminate();
    },
  };
}

function crashed(name: string, cause: Error | null, code: number): Failure {
  const why = cause === null ? `with code ${code}` : `(${cause.message})`;
  return new Failure(
    'internal',
    `${name} stopped unexpectedly ${why}`,
    'It is started again when it is needed. If it stops at the same image again, please report it.',
    cause === null ? undefined : { cause },
  );
}

function stopped(name: string): Failure {
  return new Failure('internal', `${name} was stopped`, 'Ask again.');
}
