import { Failure } from '../core/error.ts';
import { shortDigest } from '../core/image/digest.ts';
import type { LayerIndex } from '../core/merge/layerIndex.ts';
import { pathText } from '../core/merge/pathText.ts';
import type { ExpectedLayer } from './imageFile.ts';

/** A file of a layer, as a sentence names it. */
export interface ContentPlace {
  readonly expected: ExpectedLayer;
  readonly index: LayerIndex;
  readonly entry: number;
}

const AGAIN = 'Save or pull the image again: the copy at hand is broken or was cut off.';

/** Names the file whose reading ended with `error`. An error of ours, not of the image's or the disk's, is thrown. */
export function unreadableContent(place: ContentPlace, error: unknown): Failure {
  if (error instanceof Failure) return failure(place, error.message, error.advice, error);
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  return failure(
    place,
    `it cannot be read (${error.message})`,
    'Is the image still where it was? Open it again.',
    error,
  );
}

export function absentContent(place: ContentPlace, why: string, urls: readonly string[]): Failure {
  const advice = urls.length > 0 ? `The layer is to be had at ${urls.join(' ')}` : AGAIN;
  return failure(place, `the image does not carry the layer (${why})`, advice);
}

export function sparseContent(place: ContentPlace): Failure {
  const why = 'it is stored as a sparse file, in pieces, and the bytes in the layer are not its content';
  return failure(place, why, 'Copy it out of a container of the image.');
}

export function cutContent(place: ContentPlace): Failure {
  return failure(place, 'the layer ends before the end of the file', AGAIN);
}

export function changedContent(place: ContentPlace): Failure {
  return failure(place, 'the file changed since the image was analysed', 'Analyse the image again.');
}

function failure({ expected, index, entry }: ContentPlace, why: string, advice: string, cause?: Error): Failure {
  const layer = `layer ${expected.index} (${shortDigest(expected.digest ?? expected.diffId)})`;
  const path = pathText(pathOf(index, index.node[entry]));
  return new Failure('image', `Cannot read ${path} of ${layer}: ${why}`, advice, { cause });
}

function pathOf({ nodeParent, nodeNameEnd, nodeNames }: LayerIndex, node: number): Uint8Array {
  const names: Uint8Array[] = [];
  for (let at = node; at !== 0; at = nodeParent[at]) {
    if (names.length > 0) names.unshift(SLASH);
    names.unshift(nodeNames.subarray(nodeNameEnd[at - 1], nodeNameEnd[at]));
  }
  return Buffer.concat(names);
}

const SLASH = Buffer.from('/');
