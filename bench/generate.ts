import { createHash, randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BLOCK = 512;
/** Content of about the size that most files of an image have, and a few that are large. */
const SIZES = [0, 90, 180, 350, 700, 1200, 2500, 900, 420, 260, 130, 4000];

export interface GeneratedImage {
  readonly folder: string;
  readonly entries: number;
  readonly blobs: readonly string[];
  readonly bytes: number;
}

/**
 * Writes an OCI layout of three layers with `entries` entries in all: a base, a layer that overwrites part of it, and one
 * that removes. Names and sizes are like those of a language's packages. The same bytes for the same arguments but for
 * the contents, which are random so that they do not compress to nothing.
 */
export function generateImage(folder: string, entries: number, compressed: boolean): GeneratedImage {
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  const base = Math.round(entries * 0.8);
  const layers = [
    writeLayer(folder, compressed, range(0, base, 'usr/lib')),
    writeLayer(folder, compressed, range(base - Math.round(entries * 0.05), Math.round(entries * 0.15), 'usr/lib')),
    writeLayer(folder, compressed, removals(entries - base - Math.round(entries * 0.15))),
  ];
  const config = addBlob(
    folder,
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
      history: layers.map((_, i) => ({ created_by: `RUN step ${i} # buildkit` })),
    }),
  );
  const manifest = addBlob(
    folder,
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
      layers: layers.map(({ diffId: _, path: __, ...descriptor }) => descriptor),
    }),
  );
  const descriptor = { mediaType: 'application/vnd.oci.image.manifest.v1+json', ...manifest };
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [descriptor] }));
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  const bytes = layers.reduce((sum, { size }) => sum + size, 0);
  return { folder, entries, blobs: layers.map(({ path }) => path), bytes };
}

interface Item {
  readonly name: string;
  readonly size: number;
}

function* range(from: number, count: number, root: string): Generator<Item> {
  for (let i = from; i < from + count; i++) {
    const name = `${root}/node_modules/package-${Math.floor(i / 60)}/lib/${['core', 'util', 'test'][i % 3]}/module-${i % 60}.js`;
    yield { name, size: SIZES[i % SIZES.length] };
  }
}

/** Some packages are taken away whole, and as many files come in their place. */
function* removals(count: number): Generator<Item> {
  for (let i = 0; i < count; i++) {
    if (i % 40 === 0) yield { name: `usr/lib/node_modules/.wh.package-${i}`, size: 0 };
    else yield { name: `srv/app/assets/chunk-${Math.floor(i / 100)}/file-${i}.css`, size: SIZES[i % SIZES.length] };
  }
}

function writeLayer(folder: string, compressed: boolean, items: Iterable<Item>) {
  const plain = join(folder, 'layer');
  const file = openSync(plain, 'w');
  const diff = createHash('sha256');
  const noise = randomBytes(8192);
  const put = (bytes: Uint8Array): void => {
    writeSync(file, bytes);
    diff.update(bytes);
  };
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  const add = (bytes: Uint8Array): void => {
    pending.push(bytes);
    pendingBytes += bytes.length;
    if (pendingBytes < 1 << 20) return;
    put(Buffer.concat(pending));
    pending = [];
    pendingBytes = 0;
  };
  let i = 0;
  for (const { name, size } of items) {
    const body = Buffer.alloc(Math.ceil(size / BLOCK) * BLOCK);
    noise.copy(body, 0, (i * 37) % 4000, ((i * 37) % 4000) + size);
    body.fill(0x20, Math.floor(size / 2), size);
    add(header(name, size, i++));
    add(body);
  }
  add(Buffer.alloc(2 * BLOCK));
  put(Buffer.concat(pending));
  closeSync(file);
  const diffId = `sha256:${diff.digest('hex')}`;
  if (!compressed)
    return { mediaType: 'application/vnd.oci.image.layer.v1.tar', diffId, ...moveBlob(folder, plain, diffId) };
  const zipped = addBlob(folder, gzipSync(readFileSync(plain), { level: 6 }));
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', diffId, ...zipped };
}

function header(name: string, size: number, i: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0, 'latin1');
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write(`${(1_700_000_000 + i).toString(8).padStart(11, '0')}\0`, 136);
  block.write('        0', 148);
  block.write('ustar\u000000', 257);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function addBlob(folder: string, content: string | Uint8Array) {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const path = join(folder, 'blobs', ...digest.split(':'));
  writeFileSync(path, content);
  return { digest, size: statSync(path).size, path };
}

function moveBlob(folder: string, from: string, digest: string) {
  const path = join(folder, 'blobs', ...digest.split(':'));
  renameSync(from, path);
  return { digest, size: statSync(path).size, path };
}
