import { Failure } from '../core/error.ts';
import { parsePlatform } from '../core/image/platform.ts';
import type { DiffId } from '../core/image/types.ts';
import type { OpenImage } from '../core/openImage.ts';
import type { ImageMemory } from './engine/imageMemory.ts';
import { openEngineImage } from './engine/openEngineImage.ts';
import { type FindOptions, findImage, type InRegistry } from './findImage.ts';
import type { ImagePlace } from './imagePlace.ts';
import { machinePlatform } from './machinePlatform.ts';
import { type OpenImageOptions, openImageAt } from './openImageAt.ts';
import { findCredentials } from './registry/findCredentials.ts';
import { openRegistryImage, registryDigest } from './registry/openRegistryImage.ts';
import { type Patience, patient } from './registry/patience.ts';
import { RegistryFailure } from './registry/registryFailures.ts';

export interface ReferenceOptions extends OpenImageOptions, FindOptions {
  /** What was learned of engines' images before; null for nothing. */
  readonly memory: ImageMemory | null;
  /** With registries; by default some. */
  readonly patience?: Patience;
}

/**
 * Opens an image wherever it is: see `placeOf` for what a reference may be.
 *
 * @throws Failure, which says for an image that is no file where it was looked for and why in vain; the signal's reason.
 */
export async function openReference(
  place: ImagePlace,
  reference: string,
  options: ReferenceOptions,
): Promise<OpenImage> {
  if (place.kind === 'file') return openImageAt(place.path, { ...options, tag: options.tag ?? place.tag, reference });
  const { platform, onProgress, memory, signal = new AbortController().signal } = options;
  const found = await findImage(place, { ...options, signal });
  const asked = {
    reference,
    machine: machinePlatform(process.arch),
    ...(platform === undefined ? {} : { platform: parsePlatform(platform) }),
  };
  if (found.kind === 'engine') return openEngineImage(found, { ...asked, signal, onProgress, memory });
  return orNowhere(found, openRegistryImage(found.name, { ...asked, ...toRegistry(options) }));
}

/**
 * What stands for the image that the name means now, and for no other.
 *
 * @throws as `openReference`.
 */
export async function identityAt(
  place: Exclude<ImagePlace, { readonly kind: 'file' }>,
  options: Omit<ReferenceOptions, 'memory'>,
): Promise<string> {
  const found = await findImage(place, options);
  if (found.kind === 'engine') return `${found.engine.name} ${found.image.Id}`;
  return orNowhere(found, registryDigest(found.name, toRegistry(options)));
}

/** The layers of an image, from the bottom. An engine tells them without an export. */
export async function diffIdsAt(
  place: ImagePlace,
  reference: string,
  options: ReferenceOptions,
): Promise<readonly DiffId[]> {
  if (place.kind === 'engine') {
    const found = await findImage(place, options);
    if (found.kind === 'engine') return found.image.RootFS.Layers;
  }
  const open = await openReference(place, reference, options);
  await open.close();
  return open.image.layers.map(({ diffId }) => diffId);
}

function toRegistry({
  env,
  patience = patient,
  signal = new AbortController().signal,
}: Omit<ReferenceOptions, 'memory'>) {
  return { env, patience, signal, findCredentials: findCredentials(env) };
}

/** Where the registry was not the first to be asked, says all that was tried. */
async function orNowhere<T>({ instead }: InRegistry, opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    if (instead === null || !(error instanceof RegistryFailure)) throw error;
    const message = `${instead.message}. ${error.message}`;
    throw new Failure('image', message, `${instead.advice} ${error.advice}`, { cause: error });
  }
}
