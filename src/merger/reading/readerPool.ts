import { type ReadableImage, type ReaderQuestions, readerQuestions } from '../../protocol/readerQuestions.ts';
import type { Ask } from '../thread/asking.ts';
import { startThread, type Thread } from '../thread/startThread.ts';
import { type Queue, queue } from './queue.ts';

/** Threads that read layers, as many as there is work for and no more than `width`. */
export interface ReaderPool {
  readonly width: number;
  /** Waits for a free thread. A thread that crashes takes its question with it, and is replaced when one is needed. */
  readonly ask: Ask<ReaderQuestions>;
  /** Every thread that has the image open closes it. */
  letGo(image: ReadableImage): void;
}

type Reader = Thread<ReaderQuestions>;

/** `file` is the script of a thread, which `data` tells that it is to read. */
export function readerPool(file: string, data: unknown, width: number): ReaderPool {
  const readers = new Set<Reader>();
  const idle: Reader[] = [];
  const waiting: Queue<Reader> = queue();
  let rest: NodeJS.Timeout | null = null;

  function start(): Reader {
    const reader = startThread({ file, data, questions: readerQuestions, name: 'A thread that reads layers' });
    readers.add(reader);
    void reader.ended.then(() => {
      readers.delete(reader);
      waiting.give(start);
    });
    return reader;
  }

  function acquire(signal: AbortSignal | undefined): Reader | Promise<Reader> {
    for (let reader = idle.pop(); reader !== undefined; reader = idle.pop()) if (reader.isRunning()) return reader;
    return readers.size < width ? start() : waiting.take(signal);
  }

  /** A broken one is replaced when it has ended. */
  function release(reader: Reader): void {
    if (!reader.isRunning() || waiting.give(() => reader)) return;
    idle.push(reader);
    if (rest !== null) clearTimeout(rest);
    rest = setTimeout(() => idle.splice(0).forEach((unused) => void unused.stop()), IDLE_FOR);
    rest.unref();
  }

  return {
    width,
    async ask(name, params, options = {}) {
      options.signal?.throwIfAborted();
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
  };
}

/** Threads that had nothing to do for so long are ended, in milliseconds. */
const IDLE_FOR = 30_000;
