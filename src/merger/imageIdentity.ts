import { join } from 'node:path';
import { placeOf } from '../sources/imagePlace.ts';
import { identityAt } from '../sources/openReference.ts';
import { fileState } from './cache/fileState.ts';
import type { Means } from './loadImage.ts';
import type { OpenParams } from './loading.ts';

/** Of a file its state; of an image in an engine or a registry which one the name means now, and where. */
export async function imageIdentity(
  { path: reference, platform, tag, verify, replaced }: Omit<OpenParams, 'key'>,
  signal: AbortSignal,
  means: Pick<Means, 'engines' | 'env'>,
): Promise<string> {
  if (replaced !== undefined) return JSON.stringify(['replaced', reference, platform, tag, replaced]);
  const state = await imageState(reference, tag, signal, means);
  return JSON.stringify([reference, state, platform, tag, verify]);
}

/** Another whenever it is another image; undefined when that cannot be told. */
export async function imageState(
  reference: string,
  tag: string | undefined,
  signal: AbortSignal,
  means: Pick<Means, 'engines' | 'env'>,
): Promise<string | undefined> {
  const place = await placeOf(reference);
  return place.kind === 'file' ? stateOf(place.path) : identityOf(place, tag, signal, means);
}

async function stateOf(path: string): Promise<string | undefined> {
  const state = await fileState(path);
  const index = state?.isDirectory === true ? await fileState(join(path, 'index.json')) : state;
  return index?.state;
}

/** What goes wrong here goes wrong again when it is opened, and is told there. */
async function identityOf(
  place: Parameters<typeof identityAt>[0],
  tag: string | undefined,
  signal: AbortSignal,
  { engines, env }: Pick<Means, 'engines' | 'env'>,
): Promise<string | undefined> {
  try {
    return await identityAt(place, { engines, registries: engines, env, tag, signal });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
