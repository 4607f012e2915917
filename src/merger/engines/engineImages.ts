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

/**
 * How long an engine is waited for, in milliseconds; ssh has to log in first. One that said nothing the last time is not
 * waited for as long again: it keeps back those that answer.
 */
export function patienceWith({ address }: Endpoint, wasSilent: boolean): number {
  const first = address.kind === 'ssh' ? 10_000 : 3_000;
  return wasSilent ? first / 6 : first;
}

/** Asks all engines at once. Which of them have answered is remembered, so that their silence means something. */
export function engineLister(places: () => Promise<readonly Endpoint[]>): ListEngines {
  const known = new Map<string, string>();
  let silent: ReadonlySet<string> = new Set();

  async function listOf(endpoint: Endpoint, signal: AbortSignal): Promise<ListedEngine | null> {
    const limit = patienceWith(endpoint, silent.has(addressText(endpoint.address)));
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
    silent = new Set(endpoints.flatMap(({ address }, index) => (listed[index] === null ? addressText(address) : [])));
    const gone = [...silent].flatMap((address) => known.get(address) ?? []);
    return { answering, gone };
  };
}

const NO_NAME = '<none>:<none>';
/** More than anyone looks through. */
const MOST_ROWS = 5_000;

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
  return [...rows.values()].toSorted((one, other) => other.created - one.created).slice(0, MOST_ROWS);
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
