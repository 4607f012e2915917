import { openLayerCache } from '../../../src/merger/cache/layerCache.ts';
import { keyOf, layerOfBytes } from './generated.ts';

/**
 * A process that reads and writes a small cache for a while, with others at it. It ends with 1 when it was ever given a
 * layer that is not the one it asked for.
 */
const [directory = '', maxBytes, seed, rounds] = process.argv.slice(2);
const cache = openLayerCache({ directory, maxBytes: Number(maxBytes) });
const layers = Array.from({ length: 12 }, (_, layer) => layerOfBytes(100 + 50 * layer));
let state = Number(seed);
for (let round = 0; round < Number(rounds); round++) {
  state = (state * 48_271) % 0x7fffffff;
  const which = state % layers.length;
  const found = await cache.read(keyOf(which));
  if (found !== null && found.index.nodeNames.length !== layers[which].index.nodeNames.length) process.exitCode = 1;
  if (found === null) await cache.write(keyOf(which), layers[which]);
}
