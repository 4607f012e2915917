import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const BLOCK = 512;
/** The deciles of the sizes in a large node_modules; the few megabytes that real images have besides tell nothing here. */
const SIZES = [83, 107, 301, 541, 900, 1275, 2063, 3500, 6058, 13_282];

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
 *
 * @param crowd So many of the base's files lie in one directory.
 */
export async function generateImage(
  folder: string,
  entries: number,
  compressed: boolean,
  crowd = 0,
): Promise<GeneratedImage> {
  const base = Math.round(entries * 0.8);
  const items = [
    withCrowd(range(0, base - crowd, 'usr/lib'), crowd),
    range(base - crowd - Math.round(entries * 0.05), Math.round(entries * 0.15), 'usr/lib'),
    removals(entries - base - Math.round(entries * 0.15)),
  ];
  return { ...(await writeImage(folder, items, compressed)), entries };
}

/** The same many layers high: each brings files, overwrites a fifth of what the one before brought, and removes. */
export async function generateStack(folder: string, entries: number, layers: number): Promise<GeneratedImage> {
  const each = Math.round(entries / layers);
  const items = Array.from({ length: layers }, (_, layer) => stacked(layer, each));
  return { ...(await writeImage(folder, items, false)), entries: each * layers };
}

function* stacked(layer: number, count: number): Generator<Item> {
  const removed = layer === 0 ? 0 : Math.round(count * 0.02);
  const fresh = Math.round(count * 0.8);
  for (let i = 0; i < removed; i++) {
    const gone = (layer - 1) * fresh + i;
    const folder = `package-${Math.floor(gone / 60)}/lib/${['core', 'util', 'test'][gone % 3]}`;
    yield { name: `usr/lib/node_modules/${folder}/.wh.module-${gone % 60}.js`, size: 0 };
  }
  const from = layer === 0 ? 0 : layer * fresh - (count - fresh - removed);
  yield* range(from, count - removed, 'usr/lib');
}

/** An OCI layout of these layers. */
async function writeImage(
  folder: string,
  items: readonly Iterable<Item>[],
  compressed: boolean,
): Promise<Omit<GeneratedImage, 'entries'>> {
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  const layers = [];
  for (const layer of items) layers.push(await writeLayer(folder, compressed, layer));
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
  return { folder, blobs: layers.map(({ path }) => path), bytes };
}

export interface Item {
  readonly name: string;
  readonly size: number;
}

export function* range(from: number, count: number, root: string): Generator<Item> {
  for (let i = from; i < from + count; i++) {
    const name = `${root}/node_modules/package-${Math.floor(i / 60)}/lib/${['core', 'util', 'test'][i % 3]}/module-${i % 60}.js`;
    yield { name, size: SIZES[i % SIZES.length] };
  }
}

function* withCrowd(items: Iterable<Item>, crowd: number): Generator<Item> {
  yield* items;
  for (let i = 0; i < crowd; i++) yield { name: `var/many/item-${i}.json`, size: SIZES[i % SIZES.length] };
}

/** Some packages are taken away whole, and as many files come in their place. */
export function* removals(count: number): Generator<Item> {
  for (let i = 0; i < count; i++) {
    if (i % 40 === 0) yield { name: `usr/lib/node_modules/.wh.package-${i}`, size: 0 };
    else yield { name: `srv/app/assets/chunk-${Math.floor(i / 100)}/file-${i}.css`, size: SIZES[i % SIZES.length] };
  }
}

async function writeLayer(folder: string, compressed: boolean, items: Iterable<Item>) {
  const plain = join(folder, 'layer');
  writePlainLayer(plain, items);
  const diffId = await digestOf(plain);
  if (!compressed)
    return { mediaType: 'application/vnd.oci.image.layer.v1.tar', diffId, ...moveBlob(folder, plain, diffId) };
  await pipeline(createReadStream(plain), createGzip(), createWriteStream(`${plain}.gz`));
  rmSync(plain);
  const zipped = moveBlob(folder, `${plain}.gz`, await digestOf(`${plain}.gz`));
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', diffId, ...zipped };
}

/** A tar of these items at `path`. */
export function writePlainLayer(path: string, items: Iterable<Item>): void {
  const file = openSync(path, 'w');
  const text = prose(1 << 20);
  const blocks = Buffer.alloc(1 << 20);
  let filled = 0;
  const flush = (): void => {
    writeSync(file, blocks, 0, filled);
    filled = 0;
  };
  let i = 0;
  for (const { name, size } of items) {
    const padded = Math.ceil(size / BLOCK) * BLOCK;
    if (filled + BLOCK + padded > blocks.length) flush();
    blocks.set(header(name, size, i), filled);
    blocks.fill(0, filled + BLOCK + size, filled + BLOCK + padded);
    text.copy(blocks, filled + BLOCK, (i * 7919) % 1_000_000, ((i * 7919) % 1_000_000) + size);
    filled += BLOCK + padded;
    i++;
  }
  flush();
  writeSync(file, Buffer.alloc(2 * BLOCK));
  closeSync(file);
}

/** Words at random, which compress about as well as source text does. */
function prose(size: number): Buffer {
  const words = Array.from({ length: 4000 }, () => randomBytes(1 + Math.floor(Math.random() * 5)).toString('hex'));
  let text = '';
  while (text.length < size) text += `${words[Math.floor(Math.random() ** 2 * words.length)]} `;
  return Buffer.from(text.slice(0, size));
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array);
  return `sha256:${hash.digest('hex')}`;
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
