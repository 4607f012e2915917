import { Failure } from '../error.ts';
import type { Warning } from '../image/warning.ts';
import type { TarEntry, TarSink } from '../tar/entry.ts';
import { ByteTableBuilder } from './byteTable.ts';
import type { ContentHasher, PieceHasher } from './contentHash.ts';
import { bytes, doubles, Growing, GrowingBytes, shorts, words } from './growing.ts';
import { EntryKind, HASH_BYTES, type LayerIndex, NO_EXTRA } from './layerIndex.ts';
import { NameTable } from './nameTable.ts';
import { Components } from './paths.ts';
import { pathText } from './pathText.ts';
import { WarningList } from './warningList.ts';
import { isAufsMetadata, WHITEOUT_PREFIX, whiteoutOf } from './whiteout.ts';
import { encodeXattrs } from './xattrs.ts';

/** More than any image has; a layer beyond is refused before it takes the memory. */
const MAX_ENTRIES = 16 * 1024 * 1024;
const MAX_TEXT_BYTES = 1024 * 1024 * 1024;

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
  const columns = new Columns();
  const warnings = new WarningList(layer);
  const hashing = hasher === null ? null : new Hashing(columns, hasher);
  return {
    sink: {
      entry(entry) {
        const added = addEntry(columns, warnings, entry);
        hashing?.start(added, entry.bodySize);
      },
      body: (part) => hashing?.body(part),
      bodyEnd: () => hashing?.end(),
      bodyCut: () => columns.dropLast(),
    },
    finish: () => ({ index: columns.finish(), warnings: warnings.finish() }),
  };
}

class Columns {
  readonly names = new NameTable();
  readonly components = new Components();
  readonly node = new Growing(words);
  readonly kind = new Growing(bytes);
  readonly mode = new Growing(shorts);
  readonly uid = new Growing(words);
  readonly gid = new Growing(words);
  readonly size = new Growing(doubles);
  readonly mtime = new Growing(doubles);
  readonly offset = new Growing(doubles);
  readonly target = new Growing(words);
  readonly xattr = new Growing(words);
  readonly hash = new GrowingBytes();
  readonly targets = new ByteTableBuilder();
  readonly xattrs = new ByteTableBuilder();
  private readonly knownXattrs = new Map<string, number>();
  /** The last entry came from what the reader is reading now, and not from before a rejected one. */
  lastIsOpen = false;

  add(node: number, kind: EntryKind, entry: TarEntry, target: number): number {
    this.node.push(node);
    this.kind.push(kind);
    this.mode.push(entry.mode & 0o7777);
    this.uid.push(entry.uid);
    this.gid.push(entry.gid);
    this.size.push(hasContent(kind) ? entry.size : 0);
    this.mtime.push(entry.mtime);
    this.offset.push(entry.bodyOffset);
    this.target.push(target);
    this.xattr.push(entry.xattrs === null ? NO_EXTRA : this.internXattrs(encodeXattrs(entry.xattrs)));
    this.lastIsOpen = true;
    return this.node.length - 1;
  }

  private internXattrs(encoded: Uint8Array): number {
    const key = encoded.join();
    const known = this.knownXattrs.get(key);
    if (known !== undefined) return known;
    const index = this.xattrs.add(encoded);
    this.knownXattrs.set(key, index);
    return index;
  }

  checkLimits(): void {
    const text = this.names.names.length + this.targets.byteLength + this.xattrs.byteLength;
    if (this.node.length < MAX_ENTRIES && text < MAX_TEXT_BYTES) return;
    throw new Failure(
      'image',
      `the layer has more than ${MAX_ENTRIES} files, or more than ${MAX_TEXT_BYTES} bytes of names`,
      'No engine can run such an image; it may be made to exhaust memory.',
    );
  }

  /** An entry whose content is cut off is not a file that anyone gets. */
  dropLast(): void {
    if (!this.lastIsOpen) return;
    for (const column of [this.node, this.kind, this.mode, this.uid, this.gid, this.size, this.mtime]) column.length--;
    for (const column of [this.offset, this.target, this.xattr]) column.length--;
  }

  finish(): LayerIndex {
    const entryCount = this.node.length;
    const size = this.size.finish();
    this.hash.reserve(entryCount * HASH_BYTES - this.hash.length);
    return {
      nodeCount: this.names.count,
      nodeParent: this.names.parent.finish(),
      nodeNameEnd: this.names.nameEnd.finish(),
      nodeNames: this.names.names.finish(),
      entryCount,
      node: this.node.finish(),
      kind: this.kind.finish(),
      mode: this.mode.finish(),
      uid: this.uid.finish(),
      gid: this.gid.finish(),
      size,
      mtime: this.mtime.finish(),
      offset: this.offset.finish(),
      target: this.target.finish(),
      xattr: this.xattr.finish(),
      hash: this.hash.length === 0 ? new Uint8Array(entryCount * HASH_BYTES) : this.hash.finish(),
      targets: this.targets.finish(),
      xattrs: this.xattrs.finish(),
      shippedBytes: size.reduce((sum, bytesOfFile) => sum + bytesOfFile, 0),
    };
  }
}

class Hashing {
  private readonly columns: Columns;
  private readonly hasher: ContentHasher;
  private entry = -1;
  private left = 0;
  private pieces: PieceHasher | null = null;

  constructor(columns: Columns, hasher: ContentHasher) {
    this.columns = columns;
    this.hasher = hasher;
  }

  /** `entry` is -1 for what is not kept; only plain regular files are hashed. */
  start(entry: number, bodySize: number): void {
    const wanted = entry >= 0 && bodySize > 0 && this.columns.kind.values[entry] === EntryKind.file;
    this.entry = wanted ? entry : -1;
    this.left = bodySize;
  }

  body(part: Uint8Array): void {
    if (this.entry < 0) return;
    if (this.pieces === null && part.length === this.left) {
      this.write((target, offset) => {
        this.hasher.whole(part, target, offset);
      });
      this.entry = -1;
      return;
    }
    this.pieces ??= this.hasher.pieces();
    this.pieces.update(part);
  }

  end(): void {
    const { pieces } = this;
    if (pieces === null) return;
    this.pieces = null;
    this.write((target, offset) => {
      pieces.finish(target, offset);
    });
  }

  private write(finish: (target: Uint8Array, offset: number) => void): void {
    const { hash } = this.columns;
    const offset = this.entry * HASH_BYTES;
    hash.reserve(offset + HASH_BYTES - hash.length);
    finish(hash.bytes, offset);
  }
}

/** Says where the entry stands in the columns; -1 when it is none, with a warning unless that is as it should be. */
function addEntry(columns: Columns, warnings: WarningList, entry: TarEntry): number {
  columns.lastIsOpen = false;
  columns.checkLimits();
  const { components } = columns;
  const path = entry.name;
  if (!components.split(path)) {
    warnings.add(
      'path-rejected',
      () =>
        `${pathText(path.subarray(0, 200))}: the path leaves the root or is too long; it is left out, as engines refuse it`,
    );
    return -1;
  }
  if (components.count === 0) return addRoot(columns, warnings, entry);
  const last = components.count - 1;
  if (isAufsMetadata(path, components.starts[0], components.ends[0]) && last > 0) return -1;
  const start = components.starts[last];
  const end = components.ends[last];
  switch (whiteoutOf(path, start, end)) {
    case 'none':
      return addFile(columns, warnings, entry);
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

function addRoot(columns: Columns, warnings: WarningList, entry: TarEntry): number {
  if (kindOf(entry) === EntryKind.directory) return columns.add(0, EntryKind.directory, entry, NO_EXTRA);
  warnings.add('root-rejected', () => 'the layer has a root that is not a directory; it is left out');
  return -1;
}

function addFile(columns: Columns, warnings: WarningList, entry: TarEntry): number {
  const kind = kindOf(entry);
  const path = entry.name;
  if (kind === null) {
    warnings.add(
      'unknown-type',
      () => `${pathText(path)}: an entry of type ${String.fromCharCode(entry.type)} is not a file; it is left out`,
    );
    return -1;
  }
  if (!KNOWN_TYPES.includes(entry.type)) {
    warnings.add(
      'unknown-type',
      () => `${pathText(path)}: an entry of unknown type ${String.fromCharCode(entry.type)} is taken as a regular file`,
    );
  }
  warnOfOverlayForms(warnings, entry, kind);
  const node = columns.components.intern(columns.names, path, columns.components.count);
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

function targetOf(entry: TarEntry, kind: EntryKind): Uint8Array | null {
  if (kind === EntryKind.symlink || kind === EntryKind.hardlink) return entry.linkname;
  if (kind !== EntryKind.character && kind !== EntryKind.block) return null;
  return new TextEncoder().encode(`${entry.devmajor}:${entry.devminor}`);
}

function hasContent(kind: EntryKind): boolean {
  return kind === EntryKind.file || kind === EntryKind.sparse;
}

const KNOWN_TYPES: readonly number[] = Array.from('01234567SD', (type) => type.charCodeAt(0));

/** Unknown types are regular files by the rule of POSIX; null for GNU's entries that are no files at all. */
function kindOf(entry: TarEntry): EntryKind | null {
  switch (String.fromCharCode(entry.type)) {
    case '1':
      return EntryKind.hardlink;
    case '2':
      return EntryKind.symlink;
    case '3':
      return EntryKind.character;
    case '4':
      return EntryKind.block;
    case '5':
    case 'D':
      return EntryKind.directory;
    case '6':
      return EntryKind.fifo;
    case 'V':
    case 'M':
      return null;
    default:
      return entry.sparse ? EntryKind.sparse : EntryKind.file;
  }
}
