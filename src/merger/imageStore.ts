import { join } from 'node:path';
import { Failure } from '../core/error.ts';
import type { ReadProgress } from '../core/openImage.ts';
import type { CheckedParams } from '../protocol/questions.ts';
import { fileState } from './cache/fileState.ts';
import type { MergedImage } from './mergedImage.ts';

export type OpenParams = CheckedParams<'open'>;

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadProgress) => void;
}

/** The images that are open, under the keys they were opened by. The same image is read and kept once for all of them. */
export interface ImageStore {
  /** @throws Failure; the signal's reason. */
  open(params: OpenParams, options: LoadOptions): Promise<MergedImage>;
  /** @throws Failure when none is open under this key. */
  get(key: string): MergedImage;
  release(key: string): Promise<void>;
}

/** One image on its way in, or there, and who wants it. */
interface Loading {
  readonly identity: string;
  readonly image: Promise<MergedImage>;
  readonly controller: AbortController;
  readonly keys: Set<string>;
  readonly listeners: Set<LoadOptions['onProgress']>;
}

export function imageStore(load: (params: OpenParams, options: LoadOptions) => Promise<MergedImage>): ImageStore {
  const loadings = new Map<string, Loading>();
  const images = new Map<string, { readonly image: MergedImage; readonly loading: Loading }>();

  function begin(identity: string, params: OpenParams): Loading {
    const controller = new AbortController();
    const listeners = new Set<LoadOptions['onProgress']>();
    const onProgress: LoadOptions['onProgress'] = (progress) => {
      for (const tell of listeners) tell(progress);
    };
    const image = load(params, { signal: controller.signal, onProgress });
    const loading = { identity, image, controller, listeners, keys: new Set<string>() };
    loadings.set(identity, loading);
    image.catch(() => forget(loading));
    return loading;
  }

  function forget(loading: Loading): void {
    if (loadings.get(loading.identity) === loading) loadings.delete(loading.identity);
  }

  /** The last who leaves ends the reading, or closes the image. */
  async function leave(loading: Loading, key: string): Promise<void> {
    loading.keys.delete(key);
    if (loading.keys.size > 0) return;
    forget(loading);
    loading.controller.abort();
    await loading.image.then((image) => image.close()).catch(() => undefined);
  }

  return {
    async open(params, { signal, onProgress }) {
      const { key } = params;
      if (images.has(key)) throw new Failure('internal', `An image is open as ${key}`, 'Release it first.');
      const identity = await identityOf(params);
      signal.throwIfAborted();
      const loading = loadings.get(identity) ?? begin(identity, params);
      loading.keys.add(key);
      loading.listeners.add(onProgress);
      try {
        const image = await unlessAborted(loading.image, signal);
        images.set(key, { image, loading });
        return image;
      } catch (error) {
        await leave(loading, key);
        throw error;
      } finally {
        loading.listeners.delete(onProgress);
      }
    },
    get(key) {
      const opened = images.get(key);
      if (opened === undefined) throw new Failure('internal', `No image is open as ${key}`, 'Open it first.');
      return opened.image;
    },
    async release(key) {
      const opened = images.get(key);
      images.delete(key);
      if (opened !== undefined) await leave(opened.loading, key);
    },
  };
}

/** The same for the same image in the same state of its file. */
async function identityOf({ path, platform, tag, verify }: OpenParams): Promise<string> {
  const state = await fileState(path);
  const index = state?.isDirectory === true ? await fileState(join(path, 'index.json')) : state;
  return JSON.stringify([path, index?.state, platform, tag, verify]);
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([work, aborted]);
}
