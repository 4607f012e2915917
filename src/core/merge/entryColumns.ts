import { Failure } from '../error.ts';
import type { TarEntry } from '../tar/entry.ts';
import { ByteTableBuilder } from './byteTable.ts';
import { GrowingBytes } from './growing.ts';
import { EntryKind, HASH_BYTES, type LayerIndex, NO_EXTRA } from './layerIndex.ts';
import { NameTable } from './nameTable.ts';
import { encodeXattrs } from './xattrs.ts';

/** More than any image has; a layer beyond is refused before it takes the memory. */
const MAX_ENTRIES = 16 * 1024 * 1024;
const MAX_TEXT_BYTES = 1024 * 1024 * 1024;

/** A `LayerIndex` while it grows. */
export class EntryColumns {
  readonly names = new NameTable();
  readonly targets = new ByteTableBuilder();
  readonly hash = new GrowingBytes();
  count = 0;
  private readonly xattrs = new ByteTableBuilder();
  private readonly knownXattrs = new Map<string, number>();
  private capacity = 16;
  private node = new Uint32Array(this.capacity);
  private kind = new Uint8Array(this.capacity);
  private mode = new Uint16Array(this.capacity);
  private uid = new Uint32Array(this.capacity);
  private gid = new Uint32Array(this.capacity);
  private size = new Float64Array(this.capacity);
  private mtime = new Uint32Array(this.capacity);
  private offset = new Float64Array(this.capacity);
  private target = new Uint32Array(this.capacity);
  private xattr = new Uint32Array(this.capacity);

  /** @param target Index into `targets`, or NO_EXTRA. */
  add(node: number, kind: EntryKind, entry: TarEntry, target: number): number {
    if (this.count === this.capacity) this.grow();
    const at = this.count++;
    this.node[at] = node;
    this.kind[at] = kind;
    this.mode[at] = entry.mode & 0o7777;
    this.uid[at] = entry.uid;
    this.gid[at] = entry.gid;
    this.size[at] = hasContent(kind) ? entry.size : 0;
    this.mtime[at] = Math.max(0, Math.min(entry.mtime, 0xffffffff));
    this.offset[at] = entry.bodyOffset;
    this.target[at] = target;
    this.xattr[at] = entry.xattrs === null ? NO_EXTRA : this.internXattrs(encodeXattrs(entry.xattrs));
    return at;
  }

  kindAt(entry: number): number {
    return this.kind[entry];
  }

  dropLast(): void {
    this.count--;
  }

  /** @throws Failure for a layer made to exhaust memory. */
  checkLimits(): void {
    const text = this.names.names.length + this.targets.byteLength + this.xattrs.byteLength;
    if (this.count < MAX_ENTRIES && text < MAX_TEXT_BYTES) return;
    throw new Failure(
      'image',
      `the layer has more than ${MAX_ENTRIES} files, or more than ${MAX_TEXT_BYTES} bytes of names`,
      'No engine can run such an image; it may be made to exhaust memory.',
    );
  }

  finish(): LayerIndex {
    const { count } = this;
    const size = this.size.slice(0, count);
    const hashed = this.hash.length > 0;
    if (hashed) this.hash.reserve(count * HASH_BYTES - this.hash.length);
    return {
      nodeCount: this.names.count,
      nodeParent: this.names.parent.finish(),
      nodeNameEnd: this.names.nameEnd.finish(),
      nodeNames: this.names.names.finish(),
      entryCount: count,
      node: this.node.slice(0, count),
      kind: this.kind.slice(0, count),
      mode: this.mode.slice(0, count),
      uid: this.uid.slice(0, count),
      gid: this.gid.slice(0, count),
      size,
      mtime: this.mtime.slice(0, count),
      offset: this.offset.slice(0, count),
      target: this.target.slice(0, count),
      xattr: this.xattr.slice(0, count),
      // Untouched pages of zeros cost nothing until someone hashes.
      hash: hashed ? this.hash.finish() : new Uint8Array(count * HASH_BYTES),
      targets: this.targets.finish(),
      xattrs: this.xattrs.finish(),
      shippedBytes: size.reduce((sum, bytes) => sum + bytes, 0),
    };
  }

  private internXattrs(encoded: Uint8Array): number {
    const key = encoded.join();
    const known = this.knownXattrs.get(key);
    if (known !== undefined) return known;
    const index = this.xattrs.add(encoded);
    this.knownXattrs.set(key, index);
    return index;
  }

  private grow(): void {
    // By four: room never written costs nothing, but every column grown out of waits to be collected.
    this.capacity *= 4;
    const { capacity } = this;
    this.node = into(new Uint32Array(capacity), this.node);
    this.kind = into(new Uint8Array(capacity), this.kind);
    this.mode = into(new Uint16Array(capacity), this.mode);
    this.uid = into(new Uint32Array(capacity), this.uid);
    this.gid = into(new Uint32Array(capacity), this.gid);
    this.size = into(new Float64Array(capacity), this.size);
    this.mtime = into(new Uint32Array(capacity), this.mtime);
    this.offset = into(new Float64Array(capacity), this.offset);
    this.target = into(new Uint32Array(capacity), this.target);
    this.xattr = into(new Uint32Array(capacity), this.xattr);
  }
}

function into<Column extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  larger: Column,
  old: Column,
): Column {
  larger.set(old);
  return larger;
}

function hasContent(kind: EntryKind): boolean {
  return kind === EntryKind.file || kind === EntryKind.sparse;
}
