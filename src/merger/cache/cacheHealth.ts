import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { checksumIn, layerChecksum } from './checksum.ts';
import { type LayerFile, listLayerFiles } from './layerFiles.ts';
import { FORMAT_VERSION, LENGTHS_AT } from './layerFormat.ts';
import { TREE_VERSION } from './treeFormat.ts';

/** How sound the files of a cache are. */
export interface CacheHealth {
  readonly files: number;
  readonly damaged: number;
  /** Not looked into: of another version, or behind the bound. */
  readonly unchecked: number;
}

/** So that nobody waits for a cache that was given a disk. */
const MOST_BYTES = 1024 * 1024 * 1024;

/**
 * Compares the files with their checksums; changes nothing, and none counts as used.
 *
 * @throws Error of the file system, but not for a directory or a file that is not there.
 */
export async function cacheHealth(directory: string, mostBytes = MOST_BYTES): Promise<CacheHealth> {
  const files = (await listLayerFiles(directory)).filter(({ temporary }) => !temporary);
  let damaged = 0;
  let unchecked = 0;
  let bytes = 0;
  for (const file of files) {
    bytes += file.bytes;
    if (bytes > mostBytes || !isOfToday(file)) unchecked++;
    else if (!(await isSound(file))) damaged++;
  }
  return { files: files.length, damaged, unchecked };
}

function isOfToday({ path }: LayerFile): boolean {
  return path.endsWith(`.v${isTree(path) ? TREE_VERSION : FORMAT_VERSION}`);
}

async function isSound(file: LayerFile): Promise<boolean> {
  try {
    const bytes = await readFile(file.path);
    return file.isLayer || isTree(file.path) ? hasChecksum(bytes) : isDocument(bytes.toString('utf8'));
  } catch (error) {
    // Another process has removed it meanwhile.
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}

function isTree(path: string): boolean {
  return /tree-[0-9a-f]{64}\.v\d+$/.test(path);
}

/** Layers and trees have it in the same place. */
function hasChecksum(bytes: Uint8Array): boolean {
  return bytes.length >= LENGTHS_AT && checksumIn(bytes) === Buffer.from(layerChecksum(bytes)).toString('hex');
}

/** What is remembered of an image has a checksum in a line before it, what is known of a build has none. */
function isDocument(text: string): boolean {
  const [, checksum, json = text] = /^([0-9a-f]{64})\n(.*)$/s.exec(text) ?? [];
  if (checksum !== undefined && checksum !== createHash('sha256').update(json).digest('hex')) return false;
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}
