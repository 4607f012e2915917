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
  /** False once nothing that is asked can be answered any more. */
  isRunning(): boolean;
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
  const waiting = waitingRoom();
  let state: 'running' | 'told to stop' | 'broken' = 'running';
  let cause: Error | null = null;
  worker.on('error', (error) => {
    state = 'broken';
    cause = error instanceof Error ? error : new Error(String(error));
  });
  const ended = new Promise<Failure | null>((resolve) => {
    worker.once('exit', (code) => {
      const failure = state === 'told to stop' ? null : crashed(name, cause, code);
      state = 'broken';
      resolve(failure);
      waiting.close(failure ?? stopped(name));
      connection.dispose();
    });
  });
  return {
    ask: (question, params, options) => waiting.unlessClosed(() => ask(question, params, options)),
    ended,
    isRunning: () => state === 'running',
    async stop() {
      if (state === 'running') state = 'told to stop';
      waiting.close(stopped(name));
      await worker.terminate();
    },
  };
}

/**
 * Those who wait for an answer of a thread, to be told when it ends. Not by racing each with one promise of its end: that
 * promise would keep every answer for as long as the thread lives.
 */
function waitingRoom() {
  const waiting = new Set<(failure: Failure) => void>();
  let closed: Failure | null = null;
  return {
    unlessClosed: <T>(work: () => Promise<T>): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        if (closed !== null) throw closed;
        waiting.add(reject);
        void work()
          .then(resolve, reject)
          .finally(() => waiting.delete(reject));
      }),
    close(failure: Failure): void {
      closed = failure;
      for (const reject of waiting) reject(failure);
      waiting.clear();
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
