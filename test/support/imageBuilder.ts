import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { packTar } from './packTar.ts';
import type { Member } from './tarMember.ts';

/** An image to build. What is left out is as a builder of today would write it. */
export interface ImageSpec {
  readonly layers: readonly LayerSpec[];
  /** `os/architecture[/variant]`. */
  readonly platform?: string;
  readonly tags?: readonly string[];
  /** Laid over the config document. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Laid over the manifest document. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** In-toto statements, put beside the image as BuildKit does. */
  readonly attestations?: readonly unknown[];
}

export interface LayerSpec {
  readonly members: readonly Member[];
  readonly compression?: Compression;
  /** Laid over the layer's descriptor. */
  readonly descriptor?: Readonly<Record<string, unknown>>;
}

export type Compression = 'plain' | 'gzip' | 'zstd';

/** The files of an image layout by name, to change, to take away, and at last to write. */
export type Files = Map<string, Uint8Array | { readonly symlink: string }>;

/** An OCI layout. */
export async function ociFiles(images: readonly ImageSpec[]): Promise<Files> {
  const files: Files = new Map([['oci-layout', json({ imageLayoutVersion: '1.0.0' })]]);
  const manifests: unknown[] = [];
  for (const image of images) manifests.push(...(await addOciImage(files, image)));
  files.set('index.json', json({ schemaVersion: 2, mediaType: INDEX, manifests }));
  return files;
}

/** An OCI layout whose index names one more index, as BuildKit writes it. */
export async function nestedFiles(images: readonly ImageSpec[]): Promise<Files> {
  const files = await ociFiles(images);
  const inner = fileOf(files, 'index.json');
  files.set('index.json', json({ schemaVersion: 2, manifests: [{ mediaType: INDEX, ...addBlob(files, inner) }] }));
  return files;
}

/** What `docker save` writes since 25: an OCI layout and a `manifest.json`. */
export async function savedFiles(images: readonly ImageSpec[]): Promise<Files> {
  const files = await ociFiles(images);
  const entries: unknown[] = [];
  for (const image of images) {
    const { config, layers } = await parts(image);
    entries.push({
      Config: blobName(digest(config)),
      RepoTags: image.tags ?? null,
      Layers: layers.map(({ blob }) => blobName(digest(blob))),
    });
  }
  files.set('manifest.json', json(entries));
  return files;
}

/** What `docker save` wrote before: a directory for each layer, and from the second time on a link to the first. */
export async function dockerFiles(images: readonly ImageSpec[]): Promise<Files> {
  const files: Files = new Map();
  const entries: unknown[] = [];
  for (const [number, image] of images.entries()) {
    const { config, layers } = await parts(image);
    const names = layers.map((_, index) => `${hex(`${number}/${index}`)}/layer.tar`);
    for (const [index, { blob }] of layers.entries()) {
      const first = layers.findIndex((other) => Buffer.compare(other.blob, blob) === 0);
      files.set(names[index], first === index ? blob : { symlink: `../${names[first]}` });
      files.set(names[index].replace('layer.tar', 'VERSION'), Buffer.from('1.0'));
    }
    files.set(`${hex(config)}.json`, config);
    entries.push({ Config: `${hex(config)}.json`, RepoTags: image.tags ?? null, Layers: names });
  }
  files.set('manifest.json', json(entries));
  return files;
}

/** The file, to take it apart; it must be there and no link. */
export function fileOf(files: Files, name: string): Uint8Array {
  const file = files.get(name);
  if (!(file instanceof Uint8Array)) throw new Error(`no file ${name}`);
  return file;
}

/** The layout's `index.json`, parsed. */
export function indexDocument(files: Files): { manifests: { digest: string; annotations?: object }[] } {
  return JSON.parse(fileOf(files, 'index.json').toString()) as ReturnType<typeof indexDocument>;
}

/** Puts bytes among the blobs and gives the start of their descriptor. */
export function addBlob(files: Files, bytes: Uint8Array): { readonly digest: string; readonly size: number } {
  files.set(blobName(digest(bytes)), bytes);
  return { digest: digest(bytes), size: bytes.length };
}

export function blobName(blobDigest: string): string {
  return `blobs/${blobDigest.replace(':', '/')}`;
}

export function digest(bytes: Uint8Array, algorithm: 'sha256' | 'sha512' = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

export function json(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

/** The layer's tar and its blob, the same bytes each time: digests depend on it. */
export async function layerOf({ members, compression = 'plain' }: LayerSpec) {
  const tar = await packTar(members.map((member) => ({ mtime: new Date(0), ...member })));
  return { tar, blob: compress(tar, compression) };
}

export function compress(bytes: Uint8Array, compression: Compression): Uint8Array {
  switch (compression) {
    case 'plain':
      return bytes;
    case 'gzip':
      return gzipSync(bytes);
    case 'zstd':
      return storeAsZstd(bytes);
  }
}

/** The files as a tar, in their order. */
export function asTar(files: Files): Promise<Uint8Array> {
  return packTar(
    Array.from(files, ([name, file]) =>
      file instanceof Uint8Array ? { name, content: file } : { name, type: 'symlink', linkname: file.symlink },
    ),
  );
}

/** Writes the files as an archive in a directory of the running test. */
export async function writeArchive(files: Files, compression: Compression = 'plain'): Promise<string> {
  return writeBytes(compress(await asTar(files), compression));
}

export async function writeBytes(bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryDirectory(), 'image.tar');
  await writeFile(path, bytes);
  return path;
}

export async function writeDirectory(files: Files): Promise<string> {
  const directory = await temporaryDirectory();
  for (const [name, file] of files) {
    if (!(file instanceof Uint8Array)) throw new Error('a layout has no links');
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), file);
  }
  return directory;
}

export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'layerwise-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

const INDEX = 'application/vnd.oci.image.index.v1+json';
const REF_NAME = 'org.opencontainers.image.ref.name';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = {
  plain: 'application/vnd.oci.image.layer.v1.tar',
  gzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  zstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
} as const;

/** Adds the blobs of an image and gives the descriptors that its index has. */
async function addOciImage(files: Files, image: ImageSpec): Promise<unknown[]> {
  const { config, layers } = await parts(image);
  const manifest = addBlob(
    files,
    json({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: CONFIG, ...addBlob(files, config) },
      layers: layers.map(({ blob, spec }) => ({
        mediaType: LAYER[spec.compression ?? 'plain'],
        ...addBlob(files, blob),
        ...spec.descriptor,
      })),
      ...image.manifest,
    }),
  );
  const { tags = [] } = image;
  const names = tags.length === 0 ? [{}] : tags.map((tag) => ({ annotations: { [REF_NAME]: tag } }));
  const named = names.map((annotations) => ({
    mediaType: MANIFEST,
    ...manifest,
    platform: platformOf(image),
    ...annotations,
  }));
  return [...named, ...(image.attestations ?? []).map((statement) => attestation(files, manifest.digest, statement))];
}

function attestation(files: Files, about: string, statement: unknown) {
  const layer = { mediaType: 'application/vnd.in-toto+json', ...addBlob(files, json(statement)) };
  const config = { mediaType: CONFIG, ...addBlob(files, json({ rootfs: { diff_ids: [] } })) };
  return {
    mediaType: MANIFEST,
    ...addBlob(files, json({ schemaVersion: 2, mediaType: MANIFEST, config, layers: [layer] })),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: {
      'vnd.docker.reference.type': 'attestation-manifest',
      'vnd.docker.reference.digest': about,
    },
  };
}

async function parts(image: ImageSpec) {
  const layers = await Promise.all(image.layers.map(async (spec) => ({ spec, ...(await layerOf(spec)) })));
  const config = json({
    ...platformOf(image),
    config: { Env: ['PATH=/bin'], Labels: null },
    rootfs: { type: 'layers', diff_ids: layers.map(({ tar }) => digest(tar)) },
    history: image.layers.map((_, index) => ({ created_by: `RUN step ${index}` })),
    ...image.config,
  });
  return { config, layers };
}

function platformOf({ platform = 'linux/amd64' }: ImageSpec) {
  const [os, architecture] = platform.split('/');
  const variant = platform.split('/').at(2);
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

function hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A zstd frame of raw blocks: the oldest Node has no compressor. */
export function storeAsZstd(bytes: Uint8Array): Uint8Array {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x80, 0x38, 0, 0, 0, 0]);
  header.writeUInt32LE(bytes.length, 6);
  const blocks: Uint8Array[] = [header];
  for (let at = 0; at === 0 || at < bytes.length; at += ZSTD_BLOCK) {
    const block = bytes.subarray(at, at + ZSTD_BLOCK);
    const last = at + ZSTD_BLOCK >= bytes.length;
    const size = Buffer.alloc(3);
    size.writeUIntLE((block.length << 3) | (last ? 1 : 0), 0, 3);
    blocks.push(size, block);
  }
  return Buffer.concat(blocks);
}

const ZSTD_BLOCK = 128 * 1024;
