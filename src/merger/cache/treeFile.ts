import * as v from 'valibot';
import type { Warning } from '../../core/image/warning.ts';
import type { LayerIndex } from '../../core/merge/layerIndex.ts';
import { MergedTree } from '../../core/merge/mergedTree.ts';
import type { TreeFacts } from '../../core/treeFacts.ts';
import { LayerFacts, Problem, Sighting } from '../../protocol/imageSummary.ts';
import { layerChecksum } from './checksum.ts';
import { isSoundTree } from './checkTree.ts';
import { CHECKSUM_AT, LENGTHS_AT } from './layerFormat.ts';
import {
  TREE_HEADER_BYTES,
  TREE_MAGIC,
  TREE_VERSION,
  treeColumnsInOrder,
  treeFileLength,
  treeLengths,
  viewTree,
} from './treeFormat.ts';

/** Layers that were merged, with what merging and looking at the tree has told. */
export interface KnownTree {
  readonly tree: MergedTree;
  readonly warnings: readonly Warning[];
  readonly facts: TreeFacts;
}

const Note = v.strictObject({
  key: v.string(),
  warnings: v.array(Problem),
  facts: v.strictObject({ layers: v.array(LayerFacts), sightings: v.array(Sighting) }),
});

/** A copy, so that the tree may be changed at once. */
export function encodeTree(key: string, { tree, warnings, facts }: KnownTree): Uint8Array {
  const note = new TextEncoder().encode(JSON.stringify({ key, warnings, facts }));
  const columns = tree.columns();
  const lengths = treeLengths(columns, note);
  const file = new Uint8Array(treeFileLength(lengths));
  file.set(bytesOf(Uint32Array.of(TREE_MAGIC, TREE_VERSION)), 0);
  file.set(bytesOf(Uint32Array.from(Object.values(lengths))), LENGTHS_AT);
  let at = TREE_HEADER_BYTES;
  for (const column of treeColumnsInOrder(columns, note)) {
    file.set(bytesOf(column), at);
    at += column.byteLength;
  }
  file.set(layerChecksum(file), CHECKSUM_AT);
  return file;
}

/** The tree of these layers in a file, which becomes the tree's; null for anything that `encodeTree` did not write for this key. */
export function decodeTree(file: ArrayBuffer, key: string, layers: readonly LayerIndex[]): KnownTree | null {
  if (file.byteLength < TREE_HEADER_BYTES) return null;
  const [magic, version] = new Uint32Array(file, 0, 2);
  if (magic !== TREE_MAGIC || version !== TREE_VERSION) return null;
  const [nodes, versions, nameBytes, noteBytes] = new Uint32Array(file, LENGTHS_AT, 4);
  const lengths = { nodes, versions, nameBytes, noteBytes };
  if (treeFileLength(lengths) !== file.byteLength) return null;
  const checksum = new Uint8Array(file, CHECKSUM_AT, LENGTHS_AT - CHECKSUM_AT);
  if (!layerChecksum(new Uint8Array(file)).every((byte, i) => byte === checksum[i])) return null;
  const { columns, note } = viewTree(file, lengths);
  const known = v.safeParse(Note, parsed(note));
  if (!known.success || known.output.key !== key || !isSoundTree(columns, layers)) return null;
  return { tree: MergedTree.of(layers, columns), warnings: known.output.warnings, facts: known.output.facts };
}

function parsed(note: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(note));
  } catch {
    return null;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
