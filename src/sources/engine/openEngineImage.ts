import type { Image } from '../../core/image/types.ts';
import type { OpenImage } from '../../core/openImage.ts';
import { tapped } from '../chunks.ts';
import type { Medium } from '../imageFile.ts';
import { type OpenMediumOptions, openMedium } from '../openMedium.ts';
import { readStreamedArchive } from '../streamedArchive.ts';
import { exportFailure } from './engineFailures.ts';
import type { FoundImage } from './findEngineImage.ts';
import { calledNow, type ImageMemory, type RememberedImage } from './imageMemory.ts';
import { rememberedImage } from './rememberedImage.ts';

export interface EngineImageOptions extends Omit<OpenMediumOptions, 'source' | 'tag'> {
  readonly signal: AbortSignal;
  /** Called often while the image is exported: bytes so far, and about how many in all. */
  readonly onProgress?: ((bytes: number, totalBytes: number) => void) | undefined;
  /** Null for none: then the image is exported each time. */
  readonly memory: ImageMemory | null;
}

/**
 * Opens an image that an engine has. Its export is analysed as it arrives; nothing of it goes to the disk. If the memory has
 * it, nothing is exported.
 *
 * @throws Failure when it cannot be exported; the signal's reason.
 */
export async function openEngineImage(found: FoundImage, options: EngineImageOptions): Promise<OpenImage> {
  const { memory, signal } = options;
  const key = memoryKey(found, options);
  const remembered = (await memory?.recall(key)) ?? null;
  signal.throwIfAborted();
  if (remembered !== null && isSame(found, remembered, options)) {
    const image = calledNow(remembered.image, calledBy(found, options));
    return rememberedImage({ ...remembered, image }, (until) =>
      exportedImage(found, { ...options, signal: until, onProgress: undefined }),
    );
  }
  const open = await exportedImage(found, options);
  await memory?.keep(key, { image: open.image, warnings: open.warnings });
  return open;
}

async function exportedImage(found: FoundImage, options: EngineImageOptions): Promise<OpenImage> {
  const medium = await exported(found, options);
  const open = await openMedium(medium, { ...options, source: 'engine' });
  return { ...open, image: calledNow(open.image, calledBy(found, options)) };
}

async function exported(found: FoundImage, options: EngineImageOptions): Promise<Medium> {
  const { signal, reference, onProgress } = options;
  let bytes = 0;
  const chunks = tapped(exportOf(found, reference, signal), (chunk) => {
    bytes += chunk.length;
    onProgress?.(bytes, Math.max(bytes, found.image.Size));
  });
  const medium = await readStreamedArchive(chunks, signal, (until = never()) => exportOf(found, reference, until));
  if (medium.broken !== null) throw exportFailure(reference, found.engine, medium.broken);
  onProgress?.(bytes, bytes);
  return medium;
}

/** By its ID: a tag may have moved on since. */
async function* exportOf(
  { engine, image }: FoundImage,
  reference: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    yield* engine.exportImage(image.Id, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw exportFailure(reference, engine, error);
  }
}

/** Engines export the same image differently, and an index has an image for each platform. */
function memoryKey({ engine, image }: FoundImage, { platform, machine }: EngineImageOptions): string {
  return JSON.stringify([engine.name, image.GraphDriver?.Name, image.Id, platform ?? machine]);
}

/** An index may have got an image for another platform since: the engine says which one it means, unless one was asked for. */
function isSame({ image }: FoundImage, remembered: RememberedImage, { platform }: EngineImageOptions): boolean {
  const diffIds = remembered.image.layers.map(({ diffId }) => diffId);
  return platform !== undefined || diffIds.join() === image.RootFS.Layers.join();
}

function calledBy({ image }: FoundImage, { reference }: EngineImageOptions): Pick<Image, 'reference' | 'tags'> {
  return { reference, tags: image.RepoTags.filter((name) => name !== '<none>:<none>') };
}

function never(): AbortSignal {
  return new AbortController().signal;
}
