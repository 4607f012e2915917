import { Failure } from '../core/error.ts';
import { parsePlatform } from '../core/image/platform.ts';
import type { DiffId } from '../core/image/types.ts';
import type { OpenImage } from '../core/openImage.ts';
import { endpoints } from './engine/endpoints.ts';
import { type FoundImage, findEngineImage } from './engine/findEngineImage.ts';
import type { ImageMemory } from './engine/imageMemory.ts';
import { openEngineImage } from './engine/openEngineImage.ts';
import { surroundings } from './engine/surroundings.ts';
import type { EnginePlace, ImagePlace } from './imagePlace.ts';
import { machinePlatform } from './machinePlatform.ts';
import { type OpenImageOptions, openImageAt } from './openImageAt.ts';

export interface ReferenceOptions extends OpenImageOptions {
  /** False where no engine may be asked: then there are only files. */
  readonly engines: boolean;
  /** Says where engines are. */
  readonly env: NodeJS.ProcessEnv;
  /** What was learned of engines' images before; null for nothing. */
  readonly memory: ImageMemory | null;
}

/**
 * Opens an image wherever it is: see `placeOf` for what a reference may be.
 *
 * @throws Failure, which says for an image of an engine where it was looked for and why in vain; the signal's reason.
 */
export async function openReference(
  place: ImagePlace,
  reference: string,
  options: ReferenceOptions,
): Promise<OpenImage> {
  if (place.kind === 'file') return openImageAt(place.path, { ...options, tag: options.tag ?? place.tag, reference });
  const { platform, onProgress, memory, signal = new AbortController().signal } = options;
  const found = await findImage(place, { ...options, signal });
  return openEngineImage(found, {
    reference,
    machine: machinePlatform(process.arch),
    ...(platform === undefined ? {} : { platform: parsePlatform(platform) }),
    signal,
    onProgress,
    memory,
  });
}

/** What the place means now, and which engine has it. */
export async function findImage(
  { name, engine }: EnginePlace,
  { engines, env, tag, signal = new AbortController().signal }: Omit<ReferenceOptions, 'memory'>,
): Promise<FoundImage> {
  const full = tag === undefined ? name : withTag(name, tag);
  if (!engines) throw noEngines(full);
  return findEngineImage(full, await endpoints(surroundings(env), engine), { signal, orFile: engine === null });
}

/** The layers of an image, from the bottom. An engine tells them without an export. */
export async function diffIdsAt(
  place: ImagePlace,
  reference: string,
  options: ReferenceOptions,
): Promise<readonly DiffId[]> {
  if (place.kind === 'engine') return (await findImage(place, options)).image.RootFS.Layers;
  const open = await openReference(place, reference, options);
  await open.close();
  return open.image.layers.map(({ diffId }) => diffId);
}

function withTag(name: string, tag: string): string {
  const hasTag = /:[^/]*$/.test(name);
  if (!hasTag && /^\w[\w.-]*$/.test(tag)) return `${name}:${tag}`;
  throw new Failure(
    'usage',
    `A tag is chosen beside the image ${name}: ${JSON.stringify(tag)}`,
    'It picks one of several images in a file; of an engine’s image, write it into the name.',
  );
}

function noEngines(name: string): Failure {
  return new Failure(
    'image',
    `Cannot open ${name}: there is no such file, and no engine may be asked for it here`,
    'Trust the workspace to see the images of Docker and Podman, or save the image to a file and open that.',
  );
}
