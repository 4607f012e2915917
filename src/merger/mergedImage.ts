import { LRUCache } from 'lru-cache';
import { type DirectoryTotals, directoryTotals } from '../core/browse/directoryTotals.ts';
import { type Peeled, peel } from '../core/browse/peel.ts';
import { Failure } from '../core/error.ts';
import { wantedHashes } from '../core/merge/changes.ts';
import type { MergedTree } from '../core/merge/mergedTree.ts';
import { type DeadFiles, deadFiles } from '../core/merge/waste.ts';
import type { OpenImage } from '../core/openImage.ts';
import { hashEntries, type ReadLayers } from '../core/readLayers.ts';
import { type TreeFacts, treeFacts } from '../core/treeFacts.ts';
import type { ImageSummary } from '../protocol/imageSummary.ts';

/** A tree of an image, whole or peeled, with what is worked out of it when it is first asked for. */
export interface LookedAt {
  readonly tree: MergedTree;
  /** For each layer of the tree which of the image's it is. */
  readonly layers: readonly number[];
  readonly totals: () => DirectoryTotals;
  /** Lists and marks that pages are cut from, by what was asked. */
  readonly lists: LRUCache<string, Uint32Array | Uint8Array>;
}

/** An image that is read and merged. */
export interface MergedImage {
  readonly open: OpenImage;
  /** All of its layers could be read. */
  readonly isWhole: boolean;
  readonly whole: LookedAt;
  summary(): Omit<ImageSummary, 'key'>;
  /** Largest first. */
  waste(): DeadFiles;
  /** The tree of the layers that are not `off`. */
  without(off: readonly number[], signal: AbortSignal): Promise<LookedAt>;
  /** Keeps it so that it can be opened when its place has another. False when it cannot be kept. */
  remember(): Promise<boolean>;
  close(): Promise<void>;
}

/** @param known What `treeFacts` told of the same tree before. */
export function mergedImage(open: OpenImage, read: ReadLayers, known: TreeFacts | null = null): MergedImage {
  const { tree } = read;
  const peeled = new LRUCache<string, LookedAt>({ max: PEELED_TREES });
  const whole = lookedAt({ tree, layers: [...tree.layers.keys()] });
  const broken = read.failures.map(({ layer }) => layer);
  const facts = once(() => known ?? treeFacts(tree, broken));
  const waste = once(() => deadFiles(tree).sorted());
  return {
    open,
    isWhole: read.failures.length === 0,
    whole,
    summary: () => ({
      image: open.image,
      layers: [...facts().layers],
      sightings: [...facts().sightings],
      warnings: [...open.warnings, ...read.warnings],
      failures: read.failures.map(({ layer, failure }) => ({
        layer,
        message: failure.message,
        advice: failure.advice,
      })),
    }),
    waste,
    async without(off, signal) {
      const layers = [...new Set(off)].sort((a, b) => a - b);
      if (layers.length === 0) return whole;
      checkLayers(open, layers);
      const key = layers.join();
      const known = peeled.get(key);
      if (known !== undefined) return known;
      const fresh = peel(tree, new Set(layers));
      await hashEntries(open, fresh.tree, wantedHashes(fresh.tree), { signal }, undefined, fresh.layers);
      const looked = lookedAt(fresh);
      peeled.set(key, looked);
      return looked;
    },
    remember: () => Promise.resolve(false),
    close: () => open.close(),
  };
}

/** Each costs a merge, and the memory of a tree without its layers. */
const PEELED_TREES = 4;
/** Bytes of lists kept for each tree. */
const LISTS = 32 * 1024 * 1024;

function lookedAt({ tree, layers }: Peeled): LookedAt {
  return {
    tree,
    layers,
    totals: once(() => directoryTotals(tree)),
    lists: new LRUCache({ maxSize: LISTS, sizeCalculation: ({ byteLength }) => byteLength + 1 }),
  };
}

/** @throws Failure when the image has no such layer. */
export function checkLayers({ image }: OpenImage, layers: readonly number[]): void {
  const wrong = layers.find((layer) => layer >= image.layers.length);
  if (wrong === undefined) return;
  throw new Failure('usage', `The image has no layer ${wrong}`, `It has ${image.layers.length}, counted from 0.`);
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | null = null;
  return () => (done ??= { value: work() }).value;
}
