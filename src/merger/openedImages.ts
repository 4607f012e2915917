import { Failure } from '../core/error.ts';
import type { ParamsOf, QuestionName, questions, ResultOf } from '../protocol/questions.ts';
import type { Thread } from './thread/startThread.ts';

export type MergerThread = Thread<typeof questions>;

/** Which images are open, so that another thread can open them again. */
export interface OpenedImages {
  /** Opens them in this thread, where they are not; null when there is nothing to wait for. */
  bringTo(thread: MergerThread, keys: readonly string[]): Promise<unknown> | null;
  /** Notes what a question does. */
  follow(thread: MergerThread, name: QuestionName, params: unknown, answer: Promise<unknown>): void;
}

interface Opened {
  readonly params: ParamsOf<'open'>;
  /** What rows and numbers of it rest on. */
  readonly fingerprint: string;
  /** The thread that has it open, or is about to; null when it could not be opened again. */
  thread: MergerThread | null;
  /** Null once it is there. */
  ready: Promise<void> | null;
}

export function openedImages(): OpenedImages {
  const opened = new Map<string, Opened>();
  const opening = new Set<{ readonly key: string; released: boolean }>();

  function follow(thread: MergerThread, params: ParamsOf<'open'>, answer: Promise<ResultOf<'open'>>): void {
    const note = { key: params.key, released: false };
    opening.add(note);
    const known = (summary: ResultOf<'open'>): void => {
      if (note.released) return;
      opened.set(note.key, { params, fingerprint: fingerprintOf(summary), thread, ready: null });
    };
    void answer.then(known, () => undefined).finally(() => opening.delete(note));
  }

  /** The same image under another key, to be opened again for itself. */
  function followHold({ image, key }: ParamsOf<'hold'>, answer: Promise<unknown>): void {
    const held = opened.get(image);
    if (held === undefined) return;
    const note = { key, released: false };
    opening.add(note);
    const known = (): void => {
      if (!note.released) opened.set(key, { ...held, params: { ...held.params, key } });
    };
    void answer.then(known, () => undefined).finally(() => opening.delete(note));
  }

  function forget(key: string): void {
    opened.delete(key);
    for (const note of opening) if (note.key === key) note.released = true;
  }

  return {
    bringTo(thread, keys) {
      const images = keys.map((key) => opened.get(key)).filter((image) => image !== undefined);
      for (const image of images) if (image.thread !== thread) openAgain(image, thread);
      const ready = images.map((image) => image.ready).filter((promise) => promise !== null);
      return ready.length === 0 ? null : Promise.all(ready);
    },
    follow(thread, name, params, answer) {
      if (name === 'hold') followHold(params as ParamsOf<'hold'>, answer);
      if (name === 'release') forget((params as ParamsOf<'release'>).image);
      if (name === 'open') follow(thread, params as ParamsOf<'open'>, answer as Promise<ResultOf<'open'>>);
    },
  };
}

function openAgain(image: Opened, thread: MergerThread): void {
  image.thread = thread;
  const ready = thread.ask('open', image.params).then(
    (summary) => {
      if (fingerprintOf(summary) !== image.fingerprint) throw replaced(image.params.path);
      image.ready = null;
    },
    (error: unknown) => {
      // The next question tries again.
      if (image.thread === thread) image.thread = null;
      throw error;
    },
  );
  // Met by those who wait for it.
  ready.catch(() => undefined);
  image.ready = ready;
}

/** Numbers of paths that someone holds mean the same only in the same layers, read as far as before. */
function fingerprintOf({ image, layers, failures }: ResultOf<'open'>): string {
  const { id, manifestDigest } = image;
  return JSON.stringify([id, manifestDigest, layers.map(({ entries }) => entries), failures.map(({ layer }) => layer)]);
}

function replaced(path: string): Failure {
  return new Failure('image', `${path} is another image since it was opened`, 'Open it again.');
}
