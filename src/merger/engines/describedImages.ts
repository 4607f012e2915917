import { LRUCache } from 'lru-cache';
import { formatPlatform } from '../../core/image/platform.ts';
import type { HistoryEntry } from '../../core/image/types.ts';
import type { RecordedImage } from '../../core/mapping/matchHistory.ts';
import type { ImageHistory } from '../../sources/engine/engineAnswers.ts';
import type { EngineClient } from '../../sources/engine/engineClient.ts';

/** What an engine tells of an image without an export. */
export interface Described {
  readonly recorded: RecordedImage;
  /** `os/architecture[/variant]`; null where the engine does not say. */
  readonly platform: string | null;
}

/** Each image is asked about once: its ID stands for one history for ever. */
export interface DescribedImages {
  /** Null when nobody asked about it yet. */
  known(engine: EngineClient, id: string): Described | null;
  /** Null when the engine has it no more, or says nothing sensible of it. @throws The signal's reason. */
  of(engine: EngineClient, id: string, signal: AbortSignal): Promise<Described | null>;
}

const KEPT = 1000;

export function describedImages(): DescribedImages {
  const kept = new LRUCache<string, Described>({ max: KEPT });
  return {
    known: (engine, id) => kept.peek(keyOf(engine, id)) ?? null,
    async of(engine, id, signal) {
      const known = kept.get(keyOf(engine, id));
      if (known !== undefined) return known;
      try {
        const described = await ask(engine, id, signal);
        if (described !== null) kept.set(keyOf(engine, id), described);
        return described;
      } catch {
        signal.throwIfAborted();
        return null;
      }
    },
  };
}

/** An index in containerd has an image for each platform, of which engines of one kind may mean different ones. */
function keyOf({ name, endpoint }: EngineClient, id: string): string {
  return JSON.stringify([name, endpoint.engine, id]);
}

async function ask(engine: EngineClient, id: string, signal: AbortSignal): Promise<Described | null> {
  const [image, history] = await Promise.all([engine.describe(id, signal), engine.history(id, signal)]);
  if (image === null || history === null) return null;
  const { Os: os, Architecture: architecture, Variant: variant } = image;
  const platform = { os, architecture, ...(variant === '' ? {} : { variant }) };
  return {
    // Which entries made layers it does not say; whether instructions are the same does not depend on it.
    recorded: { history: history.map(entryOf).reverse(), layers: [], platform },
    platform: os === '' || architecture === '' ? null : formatPlatform(platform),
  };
}

function entryOf({ CreatedBy, Comment, Created }: ImageHistory[number]): HistoryEntry {
  const date = new Date(Created * 1000);
  return {
    ...(Number.isNaN(date.getTime()) ? {} : { created: date.toISOString() }),
    createdBy: CreatedBy,
    comment: Comment,
    emptyLayer: false,
  };
}
