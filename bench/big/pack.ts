import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const OCI = 'application/vnd.oci.image';
const COMPRESS = {
  gzip: 'gzip -n -6 < "$1" > "$2"',
  zstd: 'zstd -q -3 -T1 < "$1" > "$2"',
} as const;

/** The old layout of `docker save`: a folder a layer. */
export async function packDockerArchive(work: string, archive: string): Promise<void> {
  if (existsSync(archive)) return;
  const { config, layers } = await describe(work);
  const folder = emptyFolder(work, 'docker');
  const names = layers.map(({ file }, position) => {
    const id = sha256(`${position} ${file}`);
    mkdirSync(join(folder, id));
    writeFileSync(join(folder, id, 'VERSION'), '1.0');
    writeFileSync(join(folder, id, 'json'), JSON.stringify({ id }));
    linkSync(file, join(folder, id, 'layer.tar'));
    return `${id}/layer.tar`;
  });
  const configName = `${sha256(config)}.json`;
  writeFileSync(join(folder, configName), config);
  const manifest = [{ Config: configName, RepoTags: ['layerwise/big:latest'], Layers: names }];
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await archiveFolder(folder, archive);
}

export async function packOciArchive(work: string, compression: 'gzip' | 'zstd', archive: string): Promise<void> {
  if (existsSync(archive)) return;
  const { config, layers } = await describe(work);
  const folder = emptyFolder(work, compression);
  const blobs = join(folder, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const add = (content: string) => {
    const hex = sha256(content);
    writeFileSync(join(blobs, hex), content);
    return { digest: `sha256:${hex}`, size: Buffer.byteLength(content) };
  };
  const compressed = await twoAtOnce(layers, async ({ file }, position) => {
    const blob = join(folder, String(position));
    await run('sh', ['-c', COMPRESS[compression], 'sh', file, blob]);
    const hex = await fileSha256(blob);
    renameSync(blob, join(blobs, hex));
    const { size } = statSync(join(blobs, hex));
    return { mediaType: `${OCI}.layer.v1.tar+${compression}`, digest: `sha256:${hex}`, size };
  });
  const manifest = add(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: `${OCI}.manifest.v1+json`,
      config: { mediaType: `${OCI}.config.v1+json`, ...add(config) },
      layers: compressed,
    }),
  );
  const index = { schemaVersion: 2, manifests: [{ mediaType: `${OCI}.manifest.v1+json`, ...manifest }] };
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  writeFileSync(join(folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  await archiveFolder(folder, archive);
}

interface Described {
  readonly config: string;
  readonly layers: readonly { readonly file: string; readonly diffId: string }[];
}

async function describe(work: string): Promise<Described> {
  const names = readdirSync(join(work, 'layers')).sort();
  const steps = readFileSync(join(work, 'steps.txt'), 'utf8').trim().split('\n');
  const layers = await twoAtOnce(names, async (name) => {
    const file = join(work, 'layers', name);
    return { file, diffId: `sha256:${await fileSha256(file)}` };
  });
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
    history: steps.map((step) => ({ created: '2026-01-01T00:00:00Z', created_by: `${step} # buildkit` })),
  });
  return { config, layers };
}

function emptyFolder(work: string, name: string): string {
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

/** Under its name only once it is whole. */
async function archiveFolder(folder: string, archive: string): Promise<void> {
  await run('tar', ['-cf', `${archive}.part`, '--format=ustar', '-C', folder, ...readdirSync(folder).sort()]);
  renameSync(`${archive}.part`, archive);
  rmSync(folder, { recursive: true });
}

async function twoAtOnce<T, R>(items: readonly T[], work: (item: T, position: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    for (const [position, item] of waiting) results[position] = await work(item, position);
  };
  await Promise.all([worker(), worker()]);
  return results;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
