import type { Load, LoadOptions, OpenParams } from './loading.ts';
import type { MergedImage } from './mergedImage.ts';

/** One of those who want an image. */
export interface Hold {
  readonly image: Promise<MergedImage>;
  /** One more, to be let go for itself. */
  another(): Hold;
  /** The last who lets go ends the reading, or closes the image, and waits for it. */
  letGo(): Promise<void>;
}

/** The same image is read and kept once for all who want it. */
export interface SharedImages {
  hold(identity: string, params: OpenParams, onProgress: LoadOptions['onProgress']): Hold;
}

/** An image on its way in, or there. */
interface Shared {
  readonly image: Promise<MergedImage>;
  readonly controller: AbortController;
  readonly listeners: Set<LoadOptions['onProgress']>;
  readonly end: () => Promise<void>;
  holders: number;
}

export function sharedImages(load: Load): SharedImages {
  const known = new Map<string, Shared>();

  function begin(identity: string, params: OpenParams): Shared {
    const controller = new AbortController();
    const listeners = new Set<LoadOptions['onProgress']>();
    const image = load(params, {
      signal: controller.signal,
      onProgress: (progress) => listeners.forEach((tell) => tell(progress)),
    });
    const forget = (): void => {
      if (known.get(identity) === shared) known.delete(identity);
    };
    const end = async (): Promise<void> => {
      forget();
      controller.abort();
      await image.then((there) => there.close()).catch(() => undefined);
    };
    const shared: Shared = { image, controller, listeners, end, holders: 0 };
    // Who opens it later gets another try at what went wrong.
    image.then(({ isWhole }) => isWhole || forget(), forget).finally(() => listeners.clear());
    known.set(identity, shared);
    return shared;
  }

  return {
    hold(identity, params, onProgress) {
      const shared = known.get(identity) ?? begin(identity, params);
      shared.listeners.add(onProgress);
      return holdOf(shared, () => shared.listeners.delete(onProgress));
    },
  };
}

function holdOf(shared: Shared, onLeave?: () => void): Hold {
  let held = true;
  shared.holders++;
  return {
    image: shared.image,
    another: () => holdOf(shared),
    async letGo() {
      if (!held) return;
      held = false;
      onLeave?.();
      if (--shared.holders === 0) await shared.end();
    },
  };
}
