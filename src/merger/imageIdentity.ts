import { join } from 'node:path';
import { placeOf } from '../sources/imagePlace.ts';
import { identityAt } from '../sources/openReference.ts';
import { fileState } from './cache/fileState.ts';
import type { Means } from './loadImage.ts';
import type { OpenParams } from './loading.ts';

/** Of a file its state; of an image in an engine or a registry which one the name means now, and where. */
export async function imageIdentity(
  { path: reference, platform, tag, verify }: Omit<OpenParams, 'key'>,
  signal: AbortSignal,
  { engines }: Pick<Means, 'engines'>,
): Promise<string> {
  const place = await placeOf(reference);
  const asked = { engines, registries: engines, env: process.env, tag, signal };
  const state =
    place.kind === 'file' ? await stateOf(place.path) : await unlessUnknown(identityAt(place, asked), signal);
  return JSON.stringify([reference, state, platform, tag, verify]);
}

async function stateOf(path: string): Promise<string | undefined> {
  const state = await fileState(path);
  const index = state?.isDirectory === true ? await fileState(join(path, 'index.json')) : state;
  return index?.state;
}

/** What goes wrong here goes wrong again when it is opened, and is told there. */
async function unlessUnknown(asking: Promise<string>, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await asking;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
