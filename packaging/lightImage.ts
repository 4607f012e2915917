import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { blankLargeFiles } from './blankLargeFiles.ts';
import { type Files, packFiles, unpackFiles } from './files.ts';

/**
 * The sample's image as it is packaged. The base's one program is half of the archive, hardly compresses, and is not what
 * the sample shows: zeros stand in its place, as many, so that trees, sizes and waste stay what they are. All digests that
 * follow from it are made anew, so that the image is whole; only it does not run. All layers are compressed as well as gzip can.
 */
export async function lightImage(archive: Uint8Array): Promise<Uint8Array> {
  const files = await unpackFiles(archive);
  for (const [name, bytes] of [...files].filter(([, bytes]) => isGzip(bytes))) await lighten(files, name, bytes);
  return packFiles(files);
}

async function lighten(files: Files, name: string, bytes: Buffer): Promise<void> {
  const layer = gunzipSync(bytes);
  const before = sha256(layer);
  const isBlanked = await blankLargeFiles(layer);
  const packed = gzipSync(layer, { level: 9 });
  if (!isBlanked && packed.length >= bytes.length) return;
  replaceBlob(files, name, packed);
  if (isBlanked) tellOf(files, { before, after: sha256(layer), size: null });
}

/** A blob is named by its digest, and so a document that names it becomes another one, too. */
function replaceBlob(files: Files, name: string, bytes: Buffer): void {
  const before = name.slice(name.lastIndexOf('/') + 1);
  const after = sha256(bytes);
  files.delete(name);
  files.set(`blobs/sha256/${after}`, bytes);
  tellOf(files, { before, after, size: bytes.length });
}

interface Renaming {
  readonly before: string;
  readonly after: string;
  readonly size: number | null;
}

function tellOf(files: Files, renaming: Renaming): void {
  for (;;) {
    const found = [...files].find(([, bytes]) => isDocument(bytes) && bytes.includes(renaming.before));
    if (found === undefined) return;
    const [name, bytes] = found;
    const told = Buffer.from(JSON.stringify(renamed(JSON.parse(bytes.toString()), renaming)));
    if (name.startsWith('blobs/')) replaceBlob(files, name, told);
    else files.set(name, told);
  }
}

/** In all texts; and beside a digest stands the size of what it names. */
function renamed(value: unknown, renaming: Renaming): unknown {
  const { before, after, size } = renaming;
  if (typeof value === 'string') return value.replaceAll(before, after);
  if (Array.isArray(value)) return value.map((item) => renamed(item, renaming));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renamed(item, renaming)]));
  const names = 'digest' in value && value.digest === `sha256:${before}`;
  return names && 'size' in value && size !== null ? { ...copy, size } : copy;
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isDocument = (bytes: Buffer): boolean => bytes[0] === 0x7b;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
