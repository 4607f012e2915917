import { gzipSync } from 'node:zlib';
import type { TarEntry } from '../../../src/core/tar/entry.ts';
import { readTarStream } from '../../../src/core/tar/readTarStream.ts';
import { digest } from '../../support/imageBuilder.ts';
import { packTar } from '../../support/packTar.ts';
import type { Member } from '../../support/tarMember.ts';

export interface StargzLayer {
  readonly tar: Uint8Array;
  readonly blob: Uint8Array;
  readonly tocDigest: string;
}

/** How the builder is to go about it. */
export interface StargzOptions {
  /** Files larger than that are cut. */
  readonly chunkSize?: number;
  /** Whether the tar ends before the table, as with BuildKit, or has the table as a file. */
  readonly ends?: boolean;
  /** Changes the table before it is written. */
  readonly change?: (entries: Record<string, unknown>[]) => void;
}

const ZEROS = 1024;
const TYPES: Readonly<Record<string, string>> = {
  '0': 'reg',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'char',
  '4': 'block',
  '5': 'dir',
  '6': 'fifo',
};

/** A layer in the form of eStargz: https://github.com/containerd/stargz-snapshotter/blob/main/docs/estargz.md */
export async function stargzLayer(
  members: readonly Member[],
  { chunkSize = 2 ** 22, ends = true, change }: StargzOptions = {},
): Promise<StargzLayer> {
  const whole = await packTar(members.map((member) => ({ mtime: new Date(1_700_000_000_000), ...member })));
  const body = ends ? whole : whole.subarray(0, -ZEROS);
  const files = await entriesOf(whole);
  const cuts = [
    0,
    ...files.flatMap(({ bodyOffset, size }) => chunksOf(size, chunkSize).map((at) => bodyOffset + at)),
    body.length,
  ];
  const parts = cuts.slice(0, -1).map((start, at) => gzipSync(body.subarray(start, cuts[at + 1])));
  const offsets = new Map(cuts.map((cut, at) => [cut, length(parts.slice(0, at))]));
  const entries = files.flatMap((file) => tocEntries(file, whole, chunkSize, offsets));
  change?.(entries);
  const json = Buffer.from(JSON.stringify({ version: 1, entries }));
  const table = await packTar([{ name: 'stargz.index.json', content: json, mode: 0o444, mtime: new Date(0) }]);
  const blob = Buffer.concat([...parts, gzipSync(table), footer(length(parts))]);
  return { tar: Buffer.concat([body, table]), blob, tocDigest: digest(json) };
}

interface PackedFile extends TarEntry {
  readonly path: string;
}

async function entriesOf(tar: Uint8Array): Promise<readonly PackedFile[]> {
  const found: PackedFile[] = [];
  async function* once(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(tar);
  }
  await readTarStream(once(), {
    entry(entry) {
      found.push({
        ...entry,
        path: Buffer.from(entry.name).toString(),
        linkname: entry.linkname.slice(),
        xattrs: entry.xattrs?.map(({ key, value }) => ({ key: key.slice(), value: value.slice() })) ?? null,
      });
    },
  });
  return found;
}

function tocEntries(file: PackedFile, tar: Uint8Array, chunkSize: number, offsets: ReadonlyMap<number, number>) {
  const { path, type, size, mode, uid, gid, mtime, bodyOffset, devmajor, devminor, xattrs } = file;
  const content = tar.subarray(bodyOffset, bodyOffset + size);
  const chunks = chunksOf(size, chunkSize).map((at) => {
    const bytes = content.subarray(at, at + chunkSize);
    const last = at + chunkSize >= size;
    return {
      offset: offsets.get(bodyOffset + at),
      chunkOffset: at,
      chunkSize: last ? 0 : chunkSize,
      chunkDigest: digest(bytes),
    };
  });
  const isFile = String.fromCharCode(type) === '0';
  const first = {
    name: path,
    type: TYPES[String.fromCharCode(type)],
    ...(isFile ? { size, digest: digest(content) } : {}),
    modtime: new Date(mtime * 1000).toISOString().replace('.000', ''),
    linkName: Buffer.from(file.linkname).toString(),
    mode,
    uid,
    gid,
    devMajor: devmajor,
    devMinor: devminor,
    xattrs:
      xattrs &&
      Object.fromEntries(
        xattrs.map(({ key, value }) => [Buffer.from(key).toString(), Buffer.from(value).toString('base64')]),
      ),
    ...chunks.at(0),
  };
  return [first, ...chunks.slice(1).map((chunk) => ({ name: path, type: 'chunk', ...chunk }))] as Record<
    string,
    unknown
  >[];
}

function chunksOf(size: number, chunkSize: number): number[] {
  return Array.from({ length: Math.ceil(size / chunkSize) }, (_, i) => i * chunkSize);
}

function length(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function footer(offset: number): Uint8Array {
  const head = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 26, 0, 0x53, 0x47, 22, 0];
  const place = Buffer.from(`${offset.toString(16).padStart(16, '0')}STARGZ`);
  return Buffer.concat([Buffer.from(head), place, Buffer.from([1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0])]);
}
