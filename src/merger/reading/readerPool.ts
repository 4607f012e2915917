import { type ReadableImage, type ReaderQuestions, readerQuestions } from '../../protocol/readerQuestions.ts';
import type { Ask } from '../thread/asking.ts';
import { startThread, type Thread } from '../thread/startThread.ts';

/** Threads that read layers, as many as there is work for and no more than `width`. */
export interface ReaderPool {
  readonly width: number;
  /** Waits for a free thread. A thread that crashes takes its question with it, and is replaced when one is needed. */
  readonly ask: Ask<ReaderQuestions>;
  /** Every thread that has the image open closes it. */
  letGo(image: ReadableImage): void;
  stop(): Promise<void>;
}

type Reader = Thread<ReaderQuestions>;

/** `file` is the script of a thread, which `data` tells that it is to read. */
export function readerPool(file: string, data: unknown, width: number): ReaderPool {
  const readers = new Set<Reader>();
  const idle: Reader[] = [];
  const waiting: (() => void)[] = [];
  let rest: NodeJS.Timeout | null = null;

  function start(): Reader {
    const reader = startThread({ file, data, questions: readerQuestions, name: 'A thread that reads layers' });
    readers.add(reader);
    void reader.ended.then(() => {
      readers.delete(reader);
      const at = idle.indexOf(reader);
      if (at >= 0) idle.splice(at, 1);
      waiting.shift()?.();
    });
    return reader;
  }

  async function acquire(signal: AbortSignal | undefined): Promise<Reader> {
    for (;;) {
      signal?.throwIfAborted();
      const reader = idle.pop() ?? (readers.size < width ? start() : null);
      if (reader !== null) return reader;
      await turn(waiting, signal);
    }
  }

  function release(reader: Reader): void {
    if (readers.has(reader)) idle.push(reader);
    waiting.shift()?.();
    if (rest !== null) clearTimeout(rest);
    rest = setTimeout(() => idle.splice(0).forEach((unused) => void unused.stop()), IDLE_FOR);
    rest.unref();
  }

  return {
    width,
    async ask(name, params, options = {}) {
      const reader = await acquire(options.signal);
      try {
        return await reader.ask(name, params, options);
      } finally {
        release(reader);
      }
    },
    letGo(image) {
      for (const reader of readers) reader.ask('letGo', { image }).catch(() => undefined);
    },
    async stop() {
      if (rest !== null) clearTimeout(rest);
      await Promise.all(Array.from(readers, (reader) => reader.stop()));
    },
  };
}

/** Threads that had nothing to do for so long are ended, in milliseconds. */
const IDLE_FOR = 30_000;

function turn(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = (): void => {
      waiting.splice(waiting.indexOf(go), 1);
      reject(signal?.reason as Error);
    };
    waiting.push(go);
    signal?.addEventListener('abort', leave, { once: true });
  });
}
