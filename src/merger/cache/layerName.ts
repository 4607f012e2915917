import { createHash } from 'node:crypto';
import { digestAlgorithm, digestHex, isDiffId } from '../../core/image/digest.ts';
import type { LayerKey } from './cachedLayer.ts';
import { FORMAT_VERSION } from './layerFormat.ts';

/** Names of this form are ours, of whatever version; no other file of the directory is ever counted or removed. */
const NAME = /^(?:sha256-[0-9a-f]{64}|sha512-[0-9a-f]{128})-[0-9a-f]{16}\.v\d{1,9}$/;

/** Made of checked hex and of a hash, so that nothing an image says becomes a path. */
export function layerName({ diffId, proof }: LayerKey): string {
  if (!isDiffId(diffId)) throw new TypeError('a diffID has the form of a digest');
  const proofHash = createHash('sha256').update(proof).digest('hex').slice(0, 16);
  return `${digestAlgorithm(diffId)}-${digestHex(diffId)}-${proofHash}.v${FORMAT_VERSION}`;
}

export function isLayerName(name: string): boolean {
  return NAME.test(name);
}

/** What a layer is written to before it gets its name: one for each writing, whoever else writes the same layer. */
export function temporaryName(layer: string, unique: string): string {
  return `${layer}.${unique}${TEMPORARY}`;
}

export function isTemporaryName(name: string): boolean {
  return name.endsWith(TEMPORARY) && isLayerName(name.slice(0, name.indexOf('.', name.indexOf('.') + 1)));
}

const TEMPORARY = '.tmp';
