import { isDigest } from '../../core/image/digest.ts';
import { parseManifest } from '../../core/image/manifest.ts';
import { isForeignLayer } from '../../core/image/mediaType.ts';
import type { Descriptor, Digest } from '../../core/image/types.ts';
import { memoryRange } from '../byteRange.ts';
import type { Absent, ImageFile, Medium } from '../imageFile.ts';
import { rangeFile } from '../rangeFile.ts';
import { blobChunks } from './blobChunks.ts';
import { type ByteSpan, blobPart } from './blobPart.ts';
import type { ImageReference } from './imageReference.ts';
import type { ManifestBlob } from './manifestBlob.ts';
import type { RegistryClient } from './registryClient.ts';
import { RegistryError } from './registryError.ts';
import { registryFailure } from './registryFailures.ts';
import { registryFile } from './registryFile.ts';
import { stargzFile, tocDigest } from './stargz/stargzFile.ts';

export interface RegistryMediumOptions {
  readonly client: RegistryClient;
  readonly reference: ImageReference;
  /** Stands for an `index.json`: what of the registry is to be seen. */
  readonly index: Uint8Array;
  /** What was fetched to make it. */
  readonly fetched: ManifestBlob;
  /** Ends the reading of manifests and other documents. */
  readonly signal: AbortSignal;
  readonly close: () => void;
}

/**
 * A registry as a place with files. Manifests and blobs are asked for in different ways, and a name does not tell which one
 * is meant; but each was named by a manifest before, and that does. Nothing is asked for twice, layers but when they are read.
 */
export function registryMedium(options: RegistryMediumOptions): Medium {
  const { client, reference, index, fetched, signal, close } = options;
  const manifests = new Map<Digest, Promise<ImageFile | Absent>>();
  const blobs = new Map<Digest, Descriptor>();

  function learn(bytes: Uint8Array): ImageFile {
    for (const blob of namedBlobs(bytes)) blobs.set(blob.digest, blob);
    return memoryFile(bytes);
  }
  async function fetchManifest(digest: Digest): Promise<ImageFile | Absent> {
    try {
      return learn((await client.manifest(digest, signal)).bytes);
    } catch (error) {
      if (isMissing(error)) return NOT_THERE;
      throw registryFailure(`Cannot read the manifest ${digest}: `, reference, error);
    }
  }
  async function* chunks(blob: Descriptor, until = signal): AsyncGenerator<Uint8Array> {
    try {
      yield* blobChunks(client, blob, until);
    } catch (error) {
      throw registryFailure('', reference, error);
    }
  }
  async function part(digest: Digest, range: ByteSpan, until = signal): Promise<Uint8Array> {
    try {
      return await blobPart(client, digest, range, until);
    } catch (error) {
      throw registryFailure('', reference, error);
    }
  }
  async function find(digest: Digest): Promise<ImageFile | Absent> {
    const blob = blobs.get(digest);
    if (blob === undefined) {
      const manifest = manifests.get(digest) ?? fetchManifest(digest);
      manifests.set(digest, manifest);
      return manifest;
    }
    if (isForeignLayer(blob.mediaType) && !(await client.hasBlob(digest, signal))) return NOT_THERE;
    const whole = registryFile(blob.size, (until) => chunks(blob, until), signal);
    const toc = tocDigest(blob);
    return toc === null ? whole : stargzFile(whole, toc, (start, end, until) => part(digest, { start, end }, until));
  }

  manifests.set(fetched.digest, Promise.resolve(learn(fetched.bytes)));
  return {
    kind: 'registry',
    isReadAlready: false,
    broken: null,
    find(name) {
      if (name === 'index.json') return Promise.resolve(memoryFile(index));
      const digest = name.replace(/^blobs\/(sha\d+)\//, '$1:');
      return isDigest(digest) ? find(digest) : Promise.resolve({ absent: 'a registry has no file of that name' });
    },
    close() {
      close();
      return Promise.resolve();
    },
  };
}

const NOT_THERE: Absent = { absent: 'the registry does not have it' };

/** Whoever asks for the document learns what is wrong with it. */
function namedBlobs(bytes: Uint8Array): readonly Descriptor[] {
  try {
    const document = parseManifest(bytes, 'the manifest');
    return document.kind === 'index' ? [] : [document.config, ...document.layers];
  } catch {
    return [];
  }
}

function memoryFile(bytes: Uint8Array): ImageFile {
  const range = memoryRange(bytes);
  return rangeFile(bytes.length, async (use) => await use(range));
}

function isMissing(error: unknown): boolean {
  return error instanceof RegistryError && error.status === 404;
}
