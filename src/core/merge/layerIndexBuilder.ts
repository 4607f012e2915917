import type { Warning } from '../image/warning.ts';
import type { TarEntry, TarSink } from '../tar/entry.ts';
import type { ContentHasher } from './contentHash.ts';
import { ContentHashing } from './contentHashing.ts';
import { EntryColumns } from './entryColumns.ts';
import { isKnownType, kindOf, targetOf } from './entryKind.ts';
import { EntryKind, type LayerIndex, NO_EXTRA } from './layerIndex.ts';
import { Components } from './paths.ts';
import { pathText } from './pathText.ts';
import { WarningList } from './warningList.ts';
import { isAufsMetadata, WHITEOUT_PREFIX, whiteoutOf } from './whiteout.ts';

export interface LayerIndexBuilder {
  readonly sink: TarSink;
  /** What was read so far: all of a healthy layer, of a broken one the entries before the break. */
  finish(): { readonly index: LayerIndex; readonly warnings: readonly Warning[] };
}

/**
 * Collects a layer's tar entries into columns. With a `hasher`, contents are hashed as a streaming reader hands them on;
 * without, the hashes stay zero until someone asks for them. `layer` is only for the warnings.
 */
export function layerIndexBuilder(layer: number, hasher: ContentHasher | null): LayerIndexBuilder {
  const columns = new EntryColumns();
  const warnings = new WarningList(layer);
  const components = new Components();
  const hashing = hasher === null ? null : new ContentHashing(columns, hasher);
  let last = -1;
  return {
    sink: {
      entry(entry) {
        columns.checkLimits();
        last = addEntry({ columns, components, warnings }, entry);
        hashing?.start(last, entry.bodySize);
      },
      body: (part) => hashing?.body(part),
      bodyEnd: () => hashing?.end(),
      // A file whose content is cut off is not one that anyone gets.
      bodyCut() {
        if (last >= 0) columns.dropLast();
      },
    },
    finish: () => ({ index: columns.finish(), warnings: warnings.finish() }),
  };
}

interface Building {
  readonly columns: EntryColumns;
  readonly components: Components;
  readonly warnings: WarningList;
}

/** Says where the entry stands in the columns; -1 when it is none, with a warning unless that is as it should be. */
function addEntry(building: Building, entry: TarEntry): number {
  const { columns, components, warnings } = building;
  const path = entry.name;
  if (!components.split(path)) {
    warnings.add(
      'path-rejected',
      () =>
        `${pathText(path.subarray(0, 200))}: the path leaves the root or is too long; it is left out, as engines refuse it`,
    );
    return -1;
  }
  if (components.count === 0) return addRoot(building, entry);
  const last = components.count - 1;
  if (isAufsMetadata(path, components.starts[0], components.ends[0]) && last > 0) return -1;
  const start = components.starts[last];
  const end = components.ends[last];
  switch (whiteoutOf(path, start, end)) {
    case 'none':
      return addFile(building, entry);
    case 'whiteout':
      components.starts[last] += WHITEOUT_PREFIX.length;
      return columns.add(components.intern(columns.names, path, last + 1), EntryKind.whiteout, entry, NO_EXTRA);
    case 'opaque':
      return columns.add(components.intern(columns.names, path, last), EntryKind.opaque, entry, NO_EXTRA);
    case 'aufs':
      return -1;
    case 'invalid':
      warnings.add(
        'whiteout-rejected',
        () => `${pathText(path)}: a whiteout without a name of a file; it hides nothing`,
      );
      return -1;
  }
}

function addRoot({ columns, warnings }: Building, entry: TarEntry): number {
  if (kindOf(entry) === EntryKind.directory) return columns.add(0, EntryKind.directory, entry, NO_EXTRA);
  warnings.add('root-rejected', () => 'the layer has a root that is not a directory; it is left out');
  return -1;
}

function addFile({ columns, components, warnings }: Building, entry: TarEntry): number {
  const kind = kindOf(entry);
  const path = entry.name;
  if (kind === null) {
    warnings.add(
      'unknown-type',
      () => `${pathText(path)}: an entry of type ${String.fromCharCode(entry.type)} is not a file; it is left out`,
    );
    return -1;
  }
  if (!isKnownType(entry)) {
    warnings.add(
      'unknown-type',
      () => `${pathText(path)}: an entry of unknown type ${String.fromCharCode(entry.type)} is taken as a regular file`,
    );
  }
  warnOfOverlayForms(warnings, entry, kind);
  const node = components.intern(columns.names, path, components.count);
  const target = targetOf(entry, kind);
  return columns.add(node, kind, entry, target === null ? NO_EXTRA : columns.targets.add(target));
}

/** These are how overlayfs keeps whiteouts on disk. In a tar they mean nothing, so the deleted file comes back. */
function warnOfOverlayForms(warnings: WarningList, entry: TarEntry, kind: EntryKind): void {
  const device = kind === EntryKind.character && entry.devmajor === 0 && entry.devminor === 0;
  const opaque = entry.xattrs?.some(({ key }) => pathText(key) === 'trusted.overlay.opaque') === true;
  if (!device && !opaque) return;
  warnings.add(
    'overlay-form',
    () => `${pathText(entry.name)}: a whiteout in the form of overlayfs, which hides nothing in an image`,
  );
}
