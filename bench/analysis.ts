import { type Analysis, analyze } from '../src/core/analysis.ts';
import { readLayers } from '../src/core/readLayers.ts';
import { openImageAt } from '../src/sources/openImageAt.ts';

/** The whole way, without a Dockerfile. */
export async function analyzed(path: string, concurrency: number): Promise<Analysis> {
  const open = await openImageAt(path);
  const read = await readLayers(open, { concurrency });
  await open.close();
  for (const { failure } of read.failures) throw failure;
  return analyze(open.image, read, null);
}

/** Reading alone: all entries of all layers into columns. */
export async function indexed(path: string): Promise<void> {
  const open = await openImageAt(path);
  for (const { index } of open.image.layers) {
    const { failure } = await open.readLayer(index, {});
    if (failure !== null) throw failure;
  }
  await open.close();
}
