import { createHash } from 'node:crypto';
import { digestAlgorithm, digestHex, isDiffId } from '../../core/image/digest.ts';
import type { LayerKey } from './cachedLayer.ts';
import { FORMAT_VERSION } from './layerFormat.ts';
import { TREE_VERSION } from './treeFormat.ts';

/** Names of this form are ours, of whatever version; no other file of the directory is ever counted or removed. */
const NAME = /^(?:sha256-[0-9a-f]{64}|sha512-[0-9a-f]{128})-[0-9a-f]{16}\.v\d{1,9}$/;

/** Made of checked hex and of a hash, so that nothing an image says becomes a path. */
export function layerName({ diffId, proof }: LayerKey): string {
  if (!isDiffId(diffId)) throw new TypeError('a diffID has the form of a digest');
  const proofHash = createHash('sha256').update(proof).digest('hex').slice(0, 16);
  return `${digestAlgorithm(diffId)}-${digestHex(diffId)}-${proofHash}.v${FORMAT_VERSION}`;
}

const OTHER_NAME = /^(?:image|tree)-[0-9a-f]{64}\.v\d{1,9}$/;

/** What is remembered of an image, under a key that may be anything. */
export function imageName(key: string): string {
  return `image-${createHash('sha256').update(key).digest('hex')}.v${FORMAT_VERSION}`;
}

/** A merged tree, under a key that may be anything. */
export function treeName(key: string): string {
  return `tree-${createHash('sha256').update(key).digest('hex')}.v${TREE_VERSION}`;
}

/** What is kept beside layers. */
export function isOtherName(name: string): boolean {
  return OTHER_NAME.test(name);
}

export function isLayerName(name: string): boolean {
  return NAME.test(name);
}

/** What a file is written to before it gets its name: one for each writing, whoever else writes the same. */
export function temporaryName(name: string, unique: string): string {
  return `${name}.${unique}${TEMPORARY}`;
}

export function isTemporaryName(name: string): boolean {
  const final = name.slice(0, name.indexOf('.', name.indexOf('.') + 1));
  return name.endsWith(TEMPORARY) && (isLayerName(final) || isOtherName(final));
}

const TEMPORARY = '.tmp';
