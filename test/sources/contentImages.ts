import { onTestFinished } from 'vitest';
import type { LayerIndex } from '../../src/core/merge/layerIndex.ts';
import type { ContentRange, OpenImage } from '../../src/core/openImage.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { filesOf } from '../support/readImage.ts';

/** What the files of a layer hold: nothing, less than a block, blocks without padding, more than is read at once. */
export const contents: Readonly<Record<string, Uint8Array>> = {
  first: Buffer.from('the first'),
  'dir/empty': Buffer.alloc(0),
  'dir/blocks': noise(1024, 1),
  large: noise(1_300_001, 2),
  last: Buffer.from('the last'),
};

export const members = Object.entries(contents).map(([name, content]) => ({ name, content }));

export const WHOLE: ContentRange = { start: 0, length: Infinity };

/** A layer that was read, and a way to read its files by name. */
export interface ReadableLayer {
  readonly image: OpenImage;
  readonly layer: number;
  readonly index: LayerIndex;
  readonly read: (name: string, range?: ContentRange, signal?: AbortSignal) => Promise<Uint8Array>;
}

/** Opens an image until the end of the test. */
export async function openTested(path: string): Promise<OpenImage> {
  const image = await openImageAt(path);
  onTestFinished(() => image.close());
  return image;
}

export async function openLayer(path: string, layer = 0): Promise<ReadableLayer> {
  const image = await openTested(path);
  return readable(image, layer, (await image.readLayer(layer, {})).index);
}

export function readable(image: OpenImage, layer: number, index: LayerIndex): ReadableLayer {
  return {
    image,
    layer,
    index,
    read: (name, range = WHOLE, signal) =>
      image.readContent(layer, index, entryOf(index, name), range, signal === undefined ? {} : { signal }),
  };
}

export function entryOf(index: LayerIndex, name: string): number {
  const entry = filesOf(index).findIndex((file) => file.startsWith(`${name} `));
  if (entry < 0) throw new Error(`no entry ${name}`);
  return entry;
}

/** Bytes that no compressor makes smaller, the same each time. */
export function noise(length: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}
