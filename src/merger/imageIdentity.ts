import { join } from 'node:path';
import { type EnginePlace, placeOf } from '../sources/imagePlace.ts';
import { findImage } from '../sources/openReference.ts';
import { fileState } from './cache/fileState.ts';
import type { Means } from './loadImage.ts';
import type { OpenParams } from './loading.ts';

/** Of a file its state; of an image in an engine which one the name means now, and in which engine. */
export async function imageIdentity(
  { path: reference, platform, tag, verify }: Omit<OpenParams, 'key'>,
  signal: AbortSignal,
  means: Pick<Means, 'engines'>,
): Promise<string> {
  const place = await placeOf(reference);
  const state = place.kind === 'file' ? await stateOf(place.path) : await idOf(place, tag, signal, means);
  return JSON.stringify([reference, state, platform, tag, verify]);
}

async function stateOf(path: string): Promise<string | undefined> {
  const state = await fileState(path);
  const index = state?.isDirectory === true ? await fileState(join(path, 'index.json')) : state;
  return index?.state;
}

/** What goes wrong here goes wrong again when it is opened, and is told there. */
async function idOf(
  place: EnginePlace,
  tag: string | undefined,
  signal: AbortSignal,
  { engines }: Pick<Means, 'engines'>,
): Promise<string | undefined> {
  try {
    const { engine, image } = await findImage(place, { engines, env: process.env, tag, signal });
    return `${engine.name} ${image.Id}`;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
