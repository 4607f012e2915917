import type { EngineImageRow } from '../../protocol/engineQuestions.ts';
import { addressText } from '../../sources/engine/address.ts';
import type { Endpoint } from '../../sources/engine/endpoints.ts';
import type { ListedImage } from '../../sources/engine/engineAnswers.ts';
import { connectEngine, type EngineClient } from '../../sources/engine/engineClient.ts';
import { inTime } from '../../sources/engine/inTime.ts';
import type { DescribedImages } from './describedImages.ts';

/** What engines have, of those that answer in time. */
export interface EngineListing {
  readonly answering: readonly ListedEngine[];
  /** Engines that answered before and do not now. */
  readonly gone: readonly string[];
}

export interface ListedEngine {
  readonly engine: EngineClient;
  /** Newest first. */
  readonly images: readonly ListedImage[];
}

export type ListEngines = (signal: AbortSignal) => Promise<EngineListing>;

/** Nobody waits for an engine any longer, in milliseconds; ssh has to log in first. */
const ANSWER_WITHIN = 3_000;
const SSH_WITHIN = 10_000;

/** Asks all engines at once. Which of them have answered is remembered, so that their silence means something. */
export function engineLister(places: () => Promise<readonly Endpoint[]>): ListEngines {
  const known = new Map<string, string>();

  async function listOf(endpoint: Endpoint, signal: AbortSignal): Promise<ListedEngine | null> {
    const limit = endpoint.address.kind === 'ssh' ? SSH_WITHIN : ANSWER_WITHIN;
    try {
      return await inTime(limit, signal, async (until) => {
        const engine = await connectEngine(endpoint, until);
        const images = await engine.images(until);
        return { engine, images: images.toSorted((one, other) => other.Created - one.Created) };
      });
    } catch {
      signal.throwIfAborted();
      return null;
    }
  }

  return async (signal) => {
    const endpoints = await places();
    const listed = await Promise.all(endpoints.map((endpoint) => listOf(endpoint, signal)));
    const answering = listed.filter((one) => one !== null);
    for (const { engine } of answering) known.set(addressText(engine.endpoint.address), engine.name);
    const silent = endpoints.filter((_, index) => listed[index] === null);
    const gone = silent.flatMap(({ address }) => known.get(addressText(address)) ?? []);
    return { answering, gone };
  };
}

const NO_NAME = '<none>:<none>';

/** One for each name of an image, and one for an image without a name. An engine that is reached in two ways counts once. */
export function rowsOf({ answering }: EngineListing, described: DescribedImages): readonly EngineImageRow[] {
  const rows = new Map<string, EngineImageRow>();
  for (const { engine, images } of answering) {
    for (const image of images) {
      for (const row of rowsOfImage(engine, image, described)) {
        if (!rows.has(row.reference)) rows.set(row.reference, row);
      }
    }
  }
  return [...rows.values()].toSorted((one, other) => other.created - one.created);
}

export function rowsOfImage(
  engine: EngineClient,
  image: ListedImage,
  described: DescribedImages,
): readonly EngineImageRow[] {
  const names = image.RepoTags.filter((name) => name !== NO_NAME);
  return (names.length > 0 ? names : [null]).map((name) => ({
    reference: `${engine.endpoint.engine}://${name ?? image.Id}`,
    name,
    engine: engine.name,
    id: image.Id,
    created: image.Created,
    size: image.Size,
    platform: described.known(engine, image.Id)?.platform ?? null,
  }));
}
