import { HASH_BYTES, type LayerIndex } from '../../src/core/merge/layerIndex.ts';
import type { LayerReading, OpenImage } from '../../src/core/openImage.ts';

/** A layer's files as a test writes them: the path, the bytes, and the start of the hash (zeros without). */
export function filesOf(index: LayerIndex): string[] {
  return Array.from({ length: index.entryCount }, (_, entry) => {
    const hash = Buffer.from(index.hash.subarray(entry * HASH_BYTES, entry * HASH_BYTES + 4)).toString('hex');
    return `${pathOf(index, entry)} ${index.size[entry]} ${hash}`;
  });
}

export async function readAll(image: OpenImage, verify = false): Promise<LayerReading[]> {
  return Promise.all(image.image.layers.map(({ index }) => image.readLayer(index, { verify })));
}

/** What went wrong with each layer; null for a whole one. */
export async function failuresOf(image: OpenImage, verify = false): Promise<(string | null)[]> {
  return (await readAll(image, verify)).map(({ failure }) => failure?.message ?? null);
}

function pathOf(index: LayerIndex, entry: number): string {
  const names: string[] = [];
  for (let node = index.node[entry]; node !== 0; node = index.nodeParent[node]) names.unshift(nameOf(index, node));
  return names.join('/');
}

function nameOf(index: LayerIndex, node: number): string {
  const start = node === 0 ? 0 : index.nodeNameEnd[node - 1];
  return Buffer.from(index.nodeNames.subarray(start, index.nodeNameEnd[node])).toString();
}
