import { Failure } from '../core/error.ts';
import { linkedTo, unlessAborted } from './abort.ts';
import type { Identify, Load, LoadOptions, OpenParams } from './loading.ts';
import type { MergedImage } from './mergedImage.ts';
import { type Hold, sharedImages } from './sharedImages.ts';

/** The images that are open, under the keys they were opened by. */
export interface ImageStore {
  /** @throws Failure, also when it is released meanwhile; the signal's reason. */
  open(params: OpenParams, options: LoadOptions): Promise<MergedImage>;
  /**
   * Works with an image, which is closed no sooner than that is done.
   *
   * @throws Failure when none is open under this key.
   */
  use<T>(key: string, work: (image: MergedImage) => T | Promise<T>): Promise<T>;
  /** Keeps what is open under `key` open under `another` too. @throws Failure when there is none, or that is taken. */
  hold(key: string, another: string): void;
  /** Nothing happens where none is open. */
  release(key: string): Promise<void>;
}

export function imageStore(load: Load, identify: Identify): ImageStore {
  const shared = sharedImages(load);
  const opening = new Map<string, AbortController>();
  const opened = new Map<string, Hold>();

  async function openInto({ key, ...params }: OpenParams, signal: AbortSignal, onProgress: LoadOptions['onProgress']) {
    const identity = await identify(params, signal);
    signal.throwIfAborted();
    const hold = shared.hold(identity, { key, ...params }, onProgress);
    try {
      const image = await unlessAborted(hold.image, signal);
      signal.throwIfAborted();
      opened.set(key, hold);
      return image;
    } catch (error) {
      await hold.letGo();
      throw error;
    }
  }

  return {
    async open(params, { signal, onProgress }) {
      const { key } = params;
      if (opened.has(key) || opening.get(key)?.signal.aborted === false) throw inUse(key);
      const { controller, unlink } = linkedTo(signal);
      opening.set(key, controller);
      try {
        return await openInto(params, controller.signal, onProgress);
      } finally {
        unlink();
        if (opening.get(key) === controller) opening.delete(key);
      }
    },
    async use(key, work) {
      const hold = opened.get(key)?.another();
      if (hold === undefined) throw notOpen(key);
      try {
        return await work(await hold.image);
      } finally {
        await hold.letGo();
      }
    },
    hold(key, another) {
      const hold = opened.get(key);
      if (hold === undefined) throw notOpen(key);
      if (opened.has(another) || opening.get(another)?.signal.aborted === false) throw inUse(another);
      opened.set(another, hold.another());
    },
    async release(key) {
      opening.get(key)?.abort(released(key));
      const hold = opened.get(key);
      opened.delete(key);
      await hold?.letGo();
    },
  };
}

function inUse(key: string): Failure {
  return new Failure('internal', `An image is open as ${key}`, 'Release it first.');
}

function notOpen(key: string): Failure {
  return new Failure('internal', `No image is open as ${key}`, 'Open it first.');
}

function released(key: string): Failure {
  return new Failure('internal', `The image ${key} was released while it was opened`, 'Open it again.');
}
