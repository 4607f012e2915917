import type { HistoryEntry, Image } from '../../image/types.ts';
import { readBuildkit } from './buildkit.ts';
import { readForeign, readSquash } from './foreign.ts';
import { readPlain } from './plain.ts';
import type { Builder, Recorded } from './recorded.ts';
import { isBuildah, readShell } from './shell.ts';

/** One history entry, understood. */
export interface RecordedEntry {
  /** Position in `Image.history`. */
  readonly entry: number;
  /** The layer it made, if any. */
  readonly layer: number | null;
  readonly recorded: Recorded;
}

const readers = [readSquash, readBuildkit, readShell, readPlain];

/** Reads an image's history, oldest entry first. Never fails: what nobody understands is `foreign`. */
export function readHistory({ history, layers }: Pick<Image, 'history' | 'layers'>): readonly RecordedEntry[] {
  const layerOf = new Map(
    layers.flatMap(({ history: entry, index }) => (entry === null ? [] : [[entry, index] as const])),
  );
  const all = history.map(readEntry);
  const builders = tellBuilders(history, all);
  return all.map((recorded, entry) => {
    const layer = layerOf.get(entry) ?? null;
    if (recorded.kind !== 'instruction' || recorded.builder !== null) return { entry, layer, recorded };
    return { entry, layer, recorded: { ...recorded, builder: builders[entry] ?? 'docker' } };
  });
}

function readEntry(item: HistoryEntry): Recorded {
  for (const read of readers) {
    const recorded = read(item);
    if (recorded !== null) return recorded;
  }
  return readForeign(item);
}

/**
 * `/bin/sh -c make` is written alike by Docker's classic builder and by buildah. The nearest later entry that tells
 * them apart decides, else the nearest earlier one: a build's entries stand together, and its CMD stands last.
 * Null where none does; Docker's is then the likelier one.
 */
function tellBuilders(history: readonly HistoryEntry[], all: readonly Recorded[]): readonly (Builder | null)[] {
  const told = all.map((recorded, index) => {
    const builder = recorded.kind === 'instruction' ? recorded.builder : null;
    return isBuildah(history[index]?.comment ?? '')
      ? 'buildah'
      : builder === 'docker' || builder === 'buildah'
        ? builder
        : null;
  });
  return told.map(
    (own, index) => own ?? told.slice(index).find(Boolean) ?? told.slice(0, index).findLast(Boolean) ?? null,
  );
}
