import type { Failure } from './error.ts';
import type { Warning } from './image/warning.ts';
import { wantedHashes } from './merge/changes.ts';
import type { LayerIndex } from './merge/layerIndex.ts';
import type { MergedTree } from './merge/mergedTree.ts';
import { mergeLayers } from './merge/mergeLayers.ts';
import type { OpenImage, ReadProgress } from './openImage.ts';

export interface ReadLayersOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Read and check everything, see `ReadOptions.verify`. */
  readonly verify?: boolean;
  /** Layers read at the same time; decompression runs beside the rest, so two are faster than one on any machine. */
  readonly concurrency?: number;
}

export interface ReadLayers {
  readonly tree: MergedTree;
  readonly warnings: readonly Warning[];
  /** The layers that could not be read whole; the tree has what could be read of them. */
  readonly failures: readonly LayerFailure[];
}

export interface LayerFailure {
  readonly layer: number;
  readonly failure: Failure;
}

/** Reads every layer, merges them, and hashes the contents that only a hash can tell apart. */
export async function readLayers(open: OpenImage, options: ReadLayersOptions = {}): Promise<ReadLayers> {
  const { layers } = open.image;
  const progress = new Progress(open, options);
  const readings = await inParallel(layers.length, options.concurrency ?? 2, async (layer) => {
    const reading = await open.readLayer(layer, { ...options, onBytes: (bytes) => progress.bytes(layer, bytes) });
    progress.layerDone(layer);
    return reading;
  });
  const { tree, warnings } = mergeLayers(readings.map(({ index }) => index));
  await hashWanted(open, tree, options);
  return {
    tree,
    warnings: [...readings.flatMap((reading) => reading.warnings), ...warnings],
    failures: readings.flatMap(({ failure }, layer) => (failure === null ? [] : [{ layer, failure }])),
  };
}

async function hashWanted(open: OpenImage, tree: MergedTree, { signal }: ReadLayersOptions): Promise<void> {
  for (const [layer, entries] of wantedHashes(tree).entries()) {
    const index: LayerIndex = tree.layers[layer];
    if (entries.length > 0) await open.hashContents(layer, index, entries, signal ? { signal } : {});
  }
}

/** Runs `work` for 0 … count-1, at most `width` at once, and gives the results in order. */
async function inParallel<T>(count: number, width: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
  return results;
}

class Progress {
  private readonly read: number[];
  private readonly sizes: readonly number[];
  private readonly total: number;
  private done = 0;
  private readonly report: ((progress: ReadProgress) => void) | undefined;

  constructor(open: OpenImage, options: ReadLayersOptions) {
    this.sizes = open.image.layers.map(({ blobSize }) => blobSize);
    this.read = this.sizes.map(() => 0);
    this.total = this.sizes.reduce((sum, size) => sum + size, 0);
    this.report = options.onProgress;
  }

  bytes(layer: number, bytes: number): void {
    this.read[layer] = Math.min(bytes, this.sizes[layer]);
    this.tell();
  }

  layerDone(layer: number): void {
    this.read[layer] = this.sizes[layer];
    this.done++;
    this.tell();
  }

  private tell(): void {
    const bytes = this.read.reduce((sum, size) => sum + size, 0);
    this.report?.({ layersDone: this.done, layers: this.sizes.length, bytes, totalBytes: this.total });
  }
}
