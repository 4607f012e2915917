import { Failure } from '../core/error.ts';
import { questions } from '../protocol/questions.ts';
import { unlessAborted } from './abort.ts';
import { type MergerThread, openedImages } from './openedImages.ts';
import type { Ask } from './thread/asking.ts';
import { startThread } from './thread/startThread.ts';
import type { MergerData } from './threadData.ts';

export type AskMerger = Ask<typeof questions>;

/** The merger's thread, as seen from outside. It starts with the first question, and again after a crash. */
export interface Merger {
  /**
   * What was asked when the thread crashed is rejected with a Failure of kind `internal`. Images stay open across a crash:
   * they are read again (from the cache, where there is one) before the next question about them is asked.
   */
  readonly ask: AskMerger;
  /** Whether engines may be asked by what is asked from now on. */
  allowEngines(allowed: boolean): void;
  /** For good: what is being asked, or is asked later, is rejected. */
  stop(): Promise<void>;
}

export interface MergerOptions {
  /** Script of the threads: `dist/thread.cjs`. */
  readonly file: string;
  /** Threads that read layers; by default as many as the machine has processors. */
  readonly readers?: number | undefined;
  /** Where layers are kept across runs; null for nowhere. */
  readonly cacheDirectory: string | null;
  /** In bytes; see `openLayerCache` for the default. */
  readonly cacheMaximum?: number | undefined;
  /** Whether images may be looked for in engines and registries; by default not, as in a workspace that the user does not trust. */
  readonly engines?: boolean | undefined;
  /** Says where engines are; by default this process's environment. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly onCrash?: (failure: Failure) => void;
}

export function startMerger({ file, onCrash, env, engines = false, ...options }: MergerOptions): Merger {
  const data: MergerData = { role: 'merger', file, ...options, ...(env === undefined ? {} : { env: { ...env } }) };
  let isAllowed = engines;
  const opened = openedImages();
  let thread: MergerThread | null = null;
  let stopped = false;

  function running(): MergerThread {
    if (stopped) throw new Failure('internal', 'The merger was stopped', 'Start it again.');
    if (thread?.isRunning() === true) return thread;
    const started = startThread({ file, data: { ...data, engines: isAllowed }, questions, name: 'The merger' });
    void started.ended.then((failure) => {
      if (failure !== null) onCrash?.(failure);
    });
    thread = started;
    return started;
  }

  return {
    async ask(name, params, askOptions) {
      askOptions?.signal?.throwIfAborted();
      const current = running();
      // Whoever is to be released need not be opened again for it.
      const opening = name === 'release' ? null : opened.bringTo(current, imagesIn(params));
      if (opening !== null) await unlessAborted(opening, askOptions?.signal);
      const answer = current.ask(name, params, askOptions);
      opened.follow(current, name, params, answer);
      return answer;
    },
    allowEngines(allowed) {
      if (allowed === isAllowed) return;
      isAllowed = allowed;
      // A thread that is not there yet, or no more, is told when it starts.
      if (thread?.isRunning() === true) thread.ask('allowEngines', { allowed }).catch(() => undefined);
    },
    async stop() {
      stopped = true;
      await thread?.stop();
    },
  };
}

function imagesIn(params: unknown): string[] {
  if (typeof params !== 'object' || params === null) return [];
  const { image, a, b } = params as { image?: unknown; a?: { image?: unknown }; b?: { image?: unknown } };
  return [image, a?.image, b?.image].filter((key) => typeof key === 'string');
}
