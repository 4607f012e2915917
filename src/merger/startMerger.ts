import type { Failure } from '../core/error.ts';
import { type ParamsOf, type QuestionName, questions } from '../protocol/questions.ts';
import type { Ask } from './thread/asking.ts';
import { startThread, type Thread } from './thread/startThread.ts';
import type { MergerData } from './threadData.ts';

export type AskMerger = Ask<typeof questions>;

/** The merger's thread, as seen from outside. It starts with the first question, and again after a crash. */
export interface Merger {
  /**
   * What was asked when the thread crashed is rejected with a Failure of kind `internal`. Images stay open across a crash:
   * they are read again (from the cache, where there is one) before the next question about them is asked.
   */
  readonly ask: AskMerger;
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
  readonly onCrash?: (failure: Failure) => void;
}

interface Opened {
  readonly params: ParamsOf<'open'>;
  /** The thread that has it open, or is about to. */
  thread: Thread<typeof questions>;
  ready: Promise<unknown>;
}

export function startMerger({ file, onCrash, ...options }: MergerOptions): Merger {
  const data: MergerData = { role: 'merger', file, ...options };
  const opened = new Map<string, Opened>();
  let thread: Thread<typeof questions> | null = null;

  function running(): Thread<typeof questions> {
    if (thread !== null) return thread;
    const started = startThread({ file, data, questions, name: 'The merger' });
    thread = started;
    void started.ended.then((failure) => {
      if (thread === started) thread = null;
      if (failure !== null) onCrash?.(failure);
    });
    return started;
  }

  async function reopen(key: string, current: Thread<typeof questions>): Promise<void> {
    const image = opened.get(key);
    if (image === undefined) return;
    if (image.thread !== current) {
      image.thread = current;
      image.ready = current.ask('open', image.params);
    }
    await image.ready;
  }

  const ask: AskMerger = async (name, params, askOptions) => {
    const current = running();
    for (const key of imagesIn(params)) await reopen(key, current);
    const answer = current.ask(name, params, askOptions);
    follow(opened, current, name, params, answer);
    return answer;
  };

  return {
    ask,
    async stop() {
      opened.clear();
      await thread?.stop();
    },
  };
}

/** Remembers what is open. */
function follow(
  opened: Map<string, Opened>,
  thread: Thread<typeof questions>,
  name: QuestionName,
  params: unknown,
  answer: Promise<unknown>,
): void {
  if (name === 'release') opened.delete((params as ParamsOf<'release'>).image);
  if (name !== 'open') return;
  const open = params as ParamsOf<'open'>;
  answer.then(
    () => opened.set(open.key, { params: open, thread, ready: Promise.resolve() }),
    () => undefined,
  );
}

function imagesIn(params: unknown): string[] {
  if (typeof params !== 'object' || params === null) return [];
  const { image, a, b } = params as { image?: unknown; a?: { image?: unknown }; b?: { image?: unknown } };
  return [image, a?.image, b?.image].filter((key) => typeof key === 'string');
}
