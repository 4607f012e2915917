import { LRUCache } from 'lru-cache';
import type { TreeDifference } from '../../core/diff/diffTrees.ts';
import type { ReadProgress } from '../../core/openImage.ts';
import type { questions } from '../../protocol/questions.ts';
import { recognizeImage } from '../../sources/recognizeImage.ts';
import { imageStore } from '../imageStore.ts';
import { loadImage, type Means } from '../loadImage.ts';
import type { Answers } from '../thread/asking.ts';
import { changes } from './changes.ts';
import { children } from './children.ts';
import { content } from './content.ts';
import { compare, diffPage } from './diff.ts';
import { find } from './find.ts';
import { versions } from './versions.ts';
import { waste } from './waste.ts';
import { joins, without } from './whatIf.ts';

/** Everything that the merger's thread answers. */
export function mergerAnswers(means: Means): Answers<typeof questions> {
  const images = imageStore((params, options) => loadImage(params, options, means));
  const differences = new LRUCache<string, TreeDifference>({ max: 2 });
  return {
    recognize: ({ path }) => recognizeImage(path),
    async open(params, { signal, onProgress }) {
      const image = await images.open(params, { signal, onProgress: seldom(onProgress) });
      return { key: params.key, ...image.summary() };
    },
    async release({ image }) {
      await images.release(image);
      differences.clear();
      return null;
    },
    summary: ({ image }) => ({ key: image, ...images.get(image).summary() }),
    children: (params, { signal }) => children(images.get(params.image), params, signal),
    changes: (params, { signal }) => changes(images.get(params.image), params, signal),
    find: (params, { signal }) => find(images.get(params.image), params, signal),
    versions: (params) => versions(images.get(params.image), params),
    content: (params, { signal }) => content(images.get(params.image), params, signal),
    waste: (params) => waste(images.get(params.image), params),
    async diff({ a, b, ...page }, { signal }) {
      const key = JSON.stringify([a, b]);
      const [imageA, imageB] = [images.get(a.image), images.get(b.image)];
      const known = differences.get(key) ?? (await compare(imageA, imageB, { a: a.step, b: b.step }, signal));
      differences.set(key, known);
      return diffPage(known, page);
    },
    joins: (params) => joins(images.get(params.image), params),
    without: (params) => without(images.get(params.image), params),
  };
}

/** Readers tell every few kilobytes; a hundredth of the whole is as fine as anyone can see. */
function seldom(tell: (progress: ReadProgress) => void): (progress: ReadProgress) => void {
  let told = -1;
  return (progress) => {
    const part = Math.floor((progress.bytes / Math.max(1, progress.totalBytes)) * 100) + progress.layersDone * 1000;
    if (part === told) return;
    told = part;
    tell(progress);
  };
}
