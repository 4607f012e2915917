import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TreeEntry } from '../../src/core/merge/listTree.ts';

/** An entry of the merged tree as an unpacker shows it: it cannot tell which layer wrote it. */
export type UnpackedEntry = Omit<TreeEntry, 'layer'>;

interface OciDescriptor {
  mediaType: string;
  digest: string;
  size: number;
}

/** The programs that are needed and are not there. Unpacking devices and owners takes root. */
export function missingForUmoci(): string[] {
  const missing = ['umoci', 'skopeo', 'zstd'].filter((program) => !runs(program));
  return process.getuid?.() === 0 ? missing : [...missing, 'root'];
}

function runs(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The tree that `umoci unpack` makes of the first `layers` layers of an archive (all by default), sorted by path. */
export function unpackWithUmoci(archive: string, platform: string, layers = Number.POSITIVE_INFINITY): UnpackedEntry[] {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-umoci-'));
  try {
    const layout = join(folder, 'layout');
    const plain = uncompressed(archive, folder);
    const [os, architecture] = platform.split('/');
    const from = memberNames(plain).includes('manifest.json') ? 'docker-archive' : 'oci-archive';
    execFileSync('skopeo', [
      'copy',
      '-q',
      '--override-os',
      os,
      '--override-arch',
      architecture,
      `${from}:${plain}`,
      `oci:${layout}:x`,
    ]);
    simplifyLayers(layout, layers);
    execFileSync('umoci', ['unpack', '--image', `${layout}:x`, join(folder, 'bundle')], { stdio: 'pipe' });
    return walk(join(folder, 'bundle', 'rootfs'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An archive that is compressed as a whole, unpacked into `folder`. */
function uncompressed(archive: string, folder: string): string {
  const program = archive.endsWith('.zst') ? 'zstd' : archive.endsWith('gz') ? 'gzip' : null;
  if (program === null) return archive;
  const plain = join(folder, 'archive.tar');
  writeFileSync(plain, execFileSync(program, ['-dc', archive], { maxBuffer: 1 << 30 }));
  return plain;
}

function memberNames(archive: string): string[] {
  return execFileSync('tar', ['tf', archive], { encoding: 'utf8' }).split('\n');
}

/** umoci knows no zstd, so such layers are put beside as plain tars; and it is shown only the first `count`. */
function simplifyLayers(layout: string, count: number): void {
  const index = json(join(layout, 'index.json')) as { manifests: OciDescriptor[] };
  const [descriptor] = index.manifests;
  const manifest = json(blobPath(layout, descriptor.digest)) as { config: OciDescriptor; layers: OciDescriptor[] };
  const config = json(blobPath(layout, manifest.config.digest)) as {
    config: object;
    rootfs: { diff_ids: string[] };
    history: { empty_layer?: boolean }[];
  };
  manifest.layers = manifest.layers
    .slice(0, count)
    .map((layer) => (layer.mediaType.endsWith('+zstd') ? unzstd(layout, layer) : layer));
  config.rootfs.diff_ids = config.rootfs.diff_ids.slice(0, count);
  config.history = [];
  // Only for running it; umoci would look the name up in the /etc/passwd of a layer that does not have it yet.
  config.config = {};
  Object.assign(manifest.config, addBlob(layout, Buffer.from(JSON.stringify(config))));
  Object.assign(descriptor, addBlob(layout, Buffer.from(JSON.stringify(manifest))));
  writeFileSync(join(layout, 'index.json'), JSON.stringify(index));
}

function unzstd(layout: string, layer: OciDescriptor): OciDescriptor {
  const plain = execFileSync('zstd', ['-dc', blobPath(layout, layer.digest)], { maxBuffer: 1 << 30 });
  return { mediaType: 'application/vnd.oci.image.layer.v1.tar', ...addBlob(layout, plain) };
}

function addBlob(layout: string, content: Buffer): { digest: string; size: number } {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  writeFileSync(blobPath(layout, digest), content);
  return { digest, size: content.length };
}

function blobPath(layout: string, digest: string): string {
  return join(layout, 'blobs', ...digest.split(':'));
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function walk(root: string, folder = ''): UnpackedEntry[] {
  const names = readdirSync(join(root, folder));
  const entries = names.flatMap((name) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    const entry = unpackedEntry(root, path);
    return entry.type === 'dir' ? [entry, ...walk(root, path)] : [entry];
  });
  return folder === '' ? entries.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path))) : entries;
}

function unpackedEntry(root: string, path: string): UnpackedEntry {
  const stat = lstatSync(join(root, path));
  const type = stat.isDirectory()
    ? 'dir'
    : stat.isSymbolicLink()
      ? 'symlink'
      : stat.isFIFO()
        ? 'fifo'
        : stat.isCharacterDevice()
          ? 'char'
          : stat.isBlockDevice()
            ? 'block'
            : 'file';
  return {
    path,
    type,
    size: type === 'file' ? stat.size : 0,
    mode: stat.mode & 0o7777,
    uid: stat.uid,
    gid: stat.gid,
    linkname: type === 'symlink' ? readlinkSync(join(root, path)) : '',
  };
}
