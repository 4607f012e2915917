import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '../core/error.ts';
import { parsePlatform } from '../core/image/platform.ts';
import type { OpenImage } from '../core/openImage.ts';
import { fileRange } from './byteRange.ts';
import { tapped } from './chunks.ts';
import { MAGIC_BYTES, sniffEncoding } from './encoding.ts';
import { isAbsent, type Medium } from './imageFile.ts';
import { openLayoutDirectory } from './layoutDirectory.ts';
import { machinePlatform } from './machinePlatform.ts';
import { openMedium } from './openMedium.ts';
import { streamFileAgain } from './streamAgain.ts';
import { readStreamedArchive } from './streamedArchive.ts';
import { openTarArchive } from './tarArchive.ts';

export interface OpenImageOptions {
  /** `os/architecture[/variant]`; by default the only one, else this machine's. */
  readonly platform?: string | undefined;
  /** Which of several images: a name with or without registry and tag, a tag alone, or a digest. */
  readonly tag?: string | undefined;
  /** How the user called the image; by default the path. */
  readonly reference?: string;
  readonly signal?: AbortSignal;
  /** Called often while a compressed archive is read, which has to be read in full to be opened: bytes so far, in all. */
  readonly onProgress?: (bytes: number, totalBytes: number) => void;
}

/**
 * Opens an image file: a `docker save` archive in either layout, an OCI archive, both also compressed with gzip or zstd,
 * or a directory with an OCI layout. Close it when done.
 *
 * @throws Failure of kind `usage` when it is not clear which image is meant, of kind `image` when it cannot be read.
 */
export async function openImageAt(path: string, options: OpenImageOptions = {}): Promise<OpenImage> {
  const { platform, tag, reference = path, signal } = options;
  const wish = {
    machine: machinePlatform(process.arch),
    ...(platform === undefined ? {} : { platform: parsePlatform(platform) }),
    ...(tag === undefined ? {} : { tag }),
  };
  signal?.throwIfAborted();
  const medium = await readable(path, () => openMediumAt(path, options));
  return openMedium(medium, { ...wish, reference });
}

async function openMediumAt(path: string, options: OpenImageOptions): Promise<Medium> {
  const kind = await stat(path);
  if (kind.isDirectory()) return layoutDirectory(path);
  if (!kind.isFile()) throw unreadable(path, 'it is neither a file nor a directory');
  const file = await open(path);
  try {
    if (await isPlain(file)) return await openTarArchive(file, options.signal);
    const medium = await readCompressed(path, file, options);
    await file.close();
    return medium;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function layoutDirectory(path: string): Promise<Medium> {
  const medium = openLayoutDirectory(path);
  if (isAbsent(await medium.find('oci-layout'))) throw unreadable(path, 'the directory has no file oci-layout');
  return medium;
}

async function isPlain(file: FileHandle): Promise<boolean> {
  const head = new Uint8Array(MAGIC_BYTES);
  const { bytesRead } = await file.read(head, 0, MAGIC_BYTES, 0);
  return sniffEncoding(head.subarray(0, bytesRead)) === 'plain';
}

async function readCompressed(
  path: string,
  file: FileHandle,
  { signal, onProgress }: OpenImageOptions,
): Promise<Medium> {
  const opened = await file.stat();
  const { size } = opened;
  let bytes = 0;
  const chunks = tapped(fileRange(file, 0, size).chunks(signal), (chunk) => {
    bytes += chunk.length;
    onProgress?.(bytes, size);
  });
  return readStreamedArchive(chunks, signal, streamFileAgain(resolve(path), opened));
}

/** Puts what the operating system says into words. */
async function readable<T>(path: string, reading: () => Promise<T>): Promise<T> {
  try {
    return await reading();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
    throw unreadable(path, error.code === 'ENOENT' ? 'there is no such file' : error.message);
  }
}

function unreadable(path: string, why: string): Failure {
  return new Failure(
    'image',
    `Cannot open ${path}: ${why}`,
    'Name an archive written by `docker save`, `podman save` or `buildx --output type=oci`, or a directory with an OCI layout.',
  );
}
