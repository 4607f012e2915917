import type { Wish } from '../../core/image/pickImage.ts';
import type { OpenImage } from '../../core/openImage.ts';
import { openMedium } from '../openMedium.ts';
import { chooseManifests } from './chooseManifests.ts';
import { type ConnectOptions, connectRegistry } from './connectRegistry.ts';
import { type ImageReference, parseImageReference, referenceText } from './imageReference.ts';
import type { ManifestBlob } from './manifestBlob.ts';
import type { RegistryClient } from './registryClient.ts';
import { notAReference, notThisManifest, registryFailure } from './registryFailures.ts';
import { registryMedium } from './registryMedium.ts';

export interface RegistryImageOptions extends ConnectOptions, Omit<Wish, 'tag'> {
  /** How the user called it. */
  readonly reference: string;
}

/**
 * Opens an image in a registry: its manifest, its config and what is attested of it are fetched, layers when they are read.
 *
 * @param name Of the image, as one gives it to `docker pull`.
 * @throws Failure; the signal's reason.
 */
export async function openRegistryImage(name: string, options: RegistryImageOptions): Promise<OpenImage> {
  const reference = checkedReference(name);
  return withFailures(reference, async () => {
    const { client, close } = await connectRegistry(reference, options);
    try {
      const fetched = await fetchManifest(client, reference, options.signal);
      const index = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: chooseManifests(fetched, options) }));
      const medium = registryMedium({ client, reference, index, fetched, signal: options.signal, close });
      const open = await openMedium(medium, options);
      const tags = reference.tag === null ? [] : [referenceText({ ...reference, digest: null })];
      return { ...open, image: { ...open.image, tags } };
    } catch (error) {
      close();
      throw error;
    }
  });
}

/**
 * The digest of what the name means now: of a manifest or an index.
 *
 * @throws Failure; the signal's reason.
 */
export async function registryDigest(name: string, options: ConnectOptions): Promise<string> {
  const reference = checkedReference(name);
  if (reference.digest !== null) return reference.digest;
  return withFailures(reference, async () => {
    const { client, close } = await connectRegistry(reference, options);
    try {
      const tag = called(reference);
      return (await client.manifestDigest(tag, options.signal)) ?? (await client.manifest(tag, options.signal)).digest;
    } finally {
      close();
    }
  });
}

function checkedReference(name: string): ImageReference {
  const reference = parseImageReference(name);
  if (typeof reference === 'string') throw notAReference(name, reference);
  return reference;
}

async function fetchManifest(
  client: RegistryClient,
  reference: ImageReference,
  signal: AbortSignal,
): Promise<ManifestBlob> {
  const fetched = await client.manifest(called(reference), signal);
  if (reference.digest !== null && reference.digest !== fetched.digest)
    throw notThisManifest(reference, fetched.digest);
  return fetched;
}

function called({ digest, tag }: ImageReference): string {
  return digest ?? tag ?? 'latest';
}

async function withFailures<T>(reference: ImageReference, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw registryFailure(`Cannot open ${referenceText(reference)}: `, reference, error);
  }
}
