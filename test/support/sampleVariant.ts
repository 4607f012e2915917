import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { addBlob, asTar, blobName, digest, type Files, fileOf } from './imageBuilder.ts';
import { packTar } from './packTar.ts';
import { root } from './runCli.ts';
import type { Member } from './tarMember.ts';

type Edit = (members: readonly Member[]) => readonly Member[];

/** The sample's image as another build of it would be: some of its layers, by number, have other members. Nothing is attested. */
export async function sampleVariant(edits: Readonly<Record<number, Edit>>): Promise<Uint8Array> {
  const members = await unpackTar(readFileSync(`${root}sample/image.oci.tar`));
  const blobs = members.filter(({ type }) => type === 'file');
  const files: Files = new Map(blobs.map(({ name, content }) => [name, Buffer.from(content ?? '')]));
  const outer = (json(fileOf(files, 'index.json')) as Index).manifests[0];
  const [described] = (json(fileOf(files, blobName(outer.digest))) as Index).manifests;
  const manifest = json(fileOf(files, blobName(described.digest))) as Manifest;
  const config = json(fileOf(files, blobName(manifest.config.digest))) as Config;
  for (const [layer, edit] of Object.entries(edits)) {
    const number = Number(layer);
    const before = await unpackTar(gunzipSync(fileOf(files, blobName(manifest.layers[number].digest))));
    const tar = await packTar(edit(before));
    config.rootfs.diff_ids[number] = digest(tar);
    Object.assign(manifest.layers[number], addBlob(files, gzipSync(tar)));
  }
  Object.assign(manifest.config, addBlob(files, bytes(config)));
  const { mediaType, platform } = described;
  const { annotations } = outer;
  const manifests = [{ mediaType, platform, annotations, ...addBlob(files, bytes(manifest)) }];
  files.set('index.json', bytes({ schemaVersion: 2, manifests }));
  return asTar(files);
}

/** The same member with another content; it must be there. */
export function rewrite(members: readonly Member[], name: string, content: (before: string) => string): Member[] {
  if (!members.some((member) => member.name === name)) throw new Error(`no member ${name}`);
  return members.map((member) => {
    if (member.name !== name) return member;
    const { size: _, ...header } = member;
    return { ...header, content: content(Buffer.from(member.content ?? '').toString()) };
  });
}

interface Described {
  digest: string;
  mediaType: string;
  platform?: unknown;
  annotations?: unknown;
}

interface Index {
  manifests: Described[];
}

interface Manifest {
  config: Described;
  layers: Described[];
}

interface Config {
  rootfs: { diff_ids: string[] };
}

function json(file: Uint8Array): unknown {
  return JSON.parse(Buffer.from(file).toString());
}

function bytes(document: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(document));
}

/** Regular members with their contents, others by their headers. */
async function unpackTar(tar: Uint8Array): Promise<Member[]> {
  const found: Member[] = [];
  const reader = extract();
  reader.on('entry', (header, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: unknown) => {
      if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    });
    stream.on('end', () => {
      found.push(header.type === 'file' ? { ...header, content: Buffer.concat(chunks) } : header);
      next();
    });
  });
  const done = new Promise<void>((resolve, reject) => {
    reader.on('finish', resolve);
    reader.on('error', reject);
  });
  reader.end(Buffer.from(tar));
  await done;
  return found;
}
