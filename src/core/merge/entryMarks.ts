import type { MergedTree } from './mergedTree.ts';

/** Entries of a tree's layers that something is wanted of: a byte for each that there is, however many are marked. */
export class EntryMarks {
  private readonly marks: readonly Uint8Array[];

  constructor({ layers }: Pick<MergedTree, 'layers'>) {
    this.marks = layers.map(({ entryCount }) => new Uint8Array(entryCount));
  }

  mark(layer: number, entry: number): void {
    this.marks[layer][entry] = 1;
  }

  /** Those marked, layer by layer, ascending. */
  finish(): Uint32Array[] {
    return this.marks.map(marked);
  }
}

function marked(marks: Uint8Array): Uint32Array {
  const entries = new Uint32Array(marks.reduce((sum, mark) => sum + mark, 0));
  for (let entry = marks.indexOf(1), at = 0; entry >= 0; entry = marks.indexOf(1, entry + 1)) entries[at++] = entry;
  return entries;
}
