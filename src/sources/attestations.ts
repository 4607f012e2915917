import { attestedManifest, statements } from '../core/image/attestation.ts';
import { shortDigest } from '../core/image/digest.ts';
import { parseJson } from '../core/image/jsonDocument.ts';
import { parseManifest } from '../core/image/manifest.ts';
import type { Descriptor, Digest } from '../core/image/types.ts';
import type { Warning } from '../core/image/warning.ts';
import { caughtError, readBlob } from './imageContent.ts';
import type { Medium } from './imageFile.ts';

export interface Attestations {
  /** Parsed JSON, not yet checked. */
  readonly statements: readonly unknown[];
  /** One for each that cannot be read: an image is not broken by what is said of it. */
  readonly warnings: readonly Warning[];
}

export async function readAttestations(
  medium: Medium,
  image: Digest | null,
  manifests: readonly Descriptor[],
): Promise<Attestations> {
  const read: unknown[] = [];
  const warnings: Warning[] = [];
  for (const descriptor of manifests) {
    const result = await caughtError(readStatements(medium, image, descriptor));
    if (result instanceof Error) warnings.push(unreadable(descriptor, result));
    else read.push(...result);
  }
  return { statements: read, warnings };
}

async function readStatements(
  medium: Medium,
  image: Digest | null,
  descriptor: Descriptor,
): Promise<readonly unknown[]> {
  const what = `the attestation manifest ${descriptor.digest}`;
  const manifest = parseManifest(await readBlob(medium, descriptor, what), what);
  if (manifest.kind !== 'manifest') return [];
  if ((attestedManifest(descriptor) ?? manifest.subject) !== image) return [];
  const read: unknown[] = [];
  for (const statement of statements(manifest)) {
    const name = `the attestation ${statement.digest}`;
    read.push(parseJson(await readBlob(medium, statement, name), name));
  }
  return read;
}

function unreadable(descriptor: Descriptor, error: Error): Warning {
  return {
    layer: null,
    code: 'attestation',
    message: `What is attested of the image (${shortDigest(descriptor.digest)}) is left out. ${error.message}`,
  };
}
