import { attestedManifest, isAttestation } from '../../core/image/attestation.ts';
import { parseManifest } from '../../core/image/manifest.ts';
import { type Choice, pickImage, type Wish } from '../../core/image/pickImage.ts';
import type { Descriptor } from '../../core/image/types.ts';
import type { ManifestBlob } from './manifestBlob.ts';

/**
 * What of an index has to be fetched: the manifest for the platform that is meant, with what is attested of it. An index may
 * have manifests for twenty platforms, and registries count what is taken. Where the index does not tell platforms, all.
 *
 * @returns Descriptors, as an `index.json` has them.
 * @throws Failure of kind `usage` when it is not clear which one is meant; as `parseManifest`.
 */
export function chooseManifests({ digest, bytes }: ManifestBlob, wish: Wish): readonly Descriptor[] {
  const document = parseManifest(bytes, `the manifest ${digest}`);
  if (document.kind === 'manifest') return [{ mediaType: '', digest, size: bytes.length }];
  const images = document.manifests.filter((descriptor) => !isAttestation(descriptor));
  const choices = images.flatMap(choiceOf);
  if (choices.length === 0 || choices.length < images.length) return document.manifests;
  const { descriptor } = pickImage(choices, wish);
  return [descriptor, ...document.manifests.filter((other) => isAttestation(other) && isAbout(other, descriptor))];
}

function choiceOf(descriptor: Descriptor): readonly (Choice & { readonly descriptor: Descriptor })[] {
  const { platform, digest } = descriptor;
  return platform === undefined ? [] : [{ descriptor, platform, tags: [], digests: [digest], present: true }];
}

/** Whose it is, its own manifest will tell where the index does not. */
function isAbout(attestation: Descriptor, image: Descriptor): boolean {
  const about = attestedManifest(attestation);
  return about === null || about === image.digest;
}
