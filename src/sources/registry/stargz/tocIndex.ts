import { digestHex } from '../../../core/image/digest.ts';
import type { Warning } from '../../../core/image/warning.ts';
import type { ContentHasher } from '../../../core/merge/contentHash.ts';
import { HASH_BYTES, type LayerIndex } from '../../../core/merge/layerIndex.ts';
import { layerIndexBuilder } from '../../../core/merge/layerIndexBuilder.ts';
import type { TarEntry } from '../../../core/tar/entry.ts';
import type { Toc, TocEntry } from './toc.ts';

/**
 * Contents that are known by a table are counted from here on, one behind the other: further than any tar reaches, so that
 * such a place is never taken for one in the tar.
 */
export const TABLE_OFFSET = 2 ** 52;

/** The table's own entry of the tar, where the layer has it as a file. */
export interface TableFile {
  readonly entry: TarEntry;
  readonly hash: Uint8Array;
}

/** The index that reading all of the layer would give, but for where contents are. */
export function tocIndex(
  layer: number,
  { entries }: Toc,
  table: TableFile | null,
): { readonly index: LayerIndex; readonly warnings: readonly Warning[] } {
  const builder = layerIndexBuilder(layer, givenHashes);
  const { sink } = builder;
  let position = TABLE_OFFSET;
  for (const entry of entries) {
    if (entry.type === 'chunk') continue;
    const size = entry.type === 'reg' ? entry.size : 0;
    sink.entry(tarEntry(entry, size, position));
    if (size > 0 && entry.digest) {
      sink.body?.(Buffer.from(digestHex(entry.digest), 'hex'));
      sink.bodyEnd?.();
    }
    position += size;
  }
  if (table !== null) {
    sink.entry({ ...table.entry, bodyOffset: position });
    sink.body?.(table.hash);
    sink.bodyEnd?.();
  }
  return builder.finish();
}

/** Is handed hashes in place of contents. */
const givenHashes: ContentHasher = {
  whole: put,
  pieces() {
    let given = new Uint8Array(0);
    return {
      update(hash) {
        given = Uint8Array.from(hash);
      },
      finish: (target, offset) => put(given, target, offset),
    };
  },
};

function put(hash: Uint8Array, target: Uint8Array, offset: number): void {
  target.set(hash.subarray(0, HASH_BYTES), offset);
}

const TYPES = { reg: '0', hardlink: '1', symlink: '2', char: '3', block: '4', dir: '5', fifo: '6', chunk: '0' };

function tarEntry(entry: TocEntry, size: number, bodyOffset: number): TarEntry {
  const xattrs = Object.entries(entry.xattrs);
  return {
    name: Buffer.from(entry.name),
    linkname: Buffer.from(entry.linkName),
    type: TYPES[entry.type].charCodeAt(0),
    size,
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    mtime: seconds(entry.modtime),
    devmajor: entry.devMajor,
    devminor: entry.devMinor,
    xattrs:
      xattrs.length === 0
        ? null
        : xattrs.map(([key, value]) => ({ key: Buffer.from(key), value: Buffer.from(value, 'base64') })),
    bodyOffset,
    bodySize: size,
    sparse: false,
  };
}

/** Go leaves out the time of 1970. */
function seconds(time: string): number {
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? 0 : Math.floor(milliseconds / 1000);
}
