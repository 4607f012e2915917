import type { Image } from '../../image/types.ts';

type Layers = Image['layers'];
/** Layers of a result from the base up, each with the digests that it goes by. */
export type Chain = readonly (readonly string[])[];

/** Where a chain's last layer lies in the image. */
export interface ChainPosition {
  readonly layer: number;
  /** The chain is the image up to that layer, so its length is the position; otherwise the digest alone tells it. */
  readonly prefix: boolean;
}

/**
 * The layer that an operation made is the last of its chain. Two layers of an image can have the same digest, so where
 * the chain is the image's lower part its length counts. A digest can be the blob's or (docker driver) the plain tar's.
 */
export function chainPosition(chain: Chain, layers: Layers): ChainPosition | null {
  const single = isPrefix(chain, layers) ? chain : undoubled(chain);
  const last = single.at(-1);
  if (last === undefined) return null;
  if (isPrefix(single, layers)) return { layer: single.length - 1, prefix: true };
  const found = layers.filter((candidate) => isSame(last, candidate));
  return found.length === 1 ? { layer: layers.findIndex((candidate) => isSame(last, candidate)), prefix: false } : null;
}

export function isPrefix(chain: Chain, layers: Layers): boolean {
  return chain.length <= layers.length && chain.every((digests, index) => isSame(digests, layers[index]));
}

function isSame(digests: readonly string[], layer: Layers[number] | undefined): boolean {
  return layer !== undefined && digests.some((digest) => digest === layer.digest || digest === layer.diffId);
}

/** BuildKit sometimes lists a chain twice in a row. */
function undoubled(chain: Chain): Chain {
  const half = chain.length / 2;
  const doubled =
    Number.isInteger(half) && chain.slice(0, half).every(([digest], index) => digest === chain[half + index]?.[0]);
  return doubled ? chain.slice(0, half) : chain;
}
