import type { ContentHasher, PieceHasher } from './contentHash.ts';
import type { EntryColumns } from './entryColumns.ts';
import { EntryKind, HASH_BYTES } from './layerIndex.ts';

/** Hashes regular files as a streaming reader hands on their content, in one call where that comes in one piece. */
export class ContentHashing {
  private readonly columns: EntryColumns;
  private readonly hasher: ContentHasher;
  /** The entry whose content comes now; -1 for one that is not hashed. */
  private entry = -1;
  private bodySize = 0;
  private pieces: PieceHasher | null = null;

  constructor(columns: EntryColumns, hasher: ContentHasher) {
    this.columns = columns;
    this.hasher = hasher;
  }

  /** @param entry -1 for what is not kept. */
  start(entry: number, bodySize: number): void {
    const wanted = entry >= 0 && bodySize > 0 && this.columns.kindAt(entry) === EntryKind.file;
    this.entry = wanted ? entry : -1;
    this.bodySize = bodySize;
  }

  body(part: Uint8Array): void {
    if (this.entry < 0) return;
    if (this.pieces === null && part.length === this.bodySize) {
      const offset = this.room();
      this.hasher.whole(part, this.columns.hash.bytes, offset);
      this.entry = -1;
      return;
    }
    this.pieces ??= this.hasher.pieces();
    this.pieces.update(part);
  }

  end(): void {
    if (this.pieces === null) return;
    const offset = this.room();
    this.pieces.finish(this.columns.hash.bytes, offset);
    this.pieces = null;
  }

  private room(): number {
    const { hash } = this.columns;
    const offset = this.entry * HASH_BYTES;
    hash.reserve(offset + HASH_BYTES - hash.length);
    return offset;
  }
}
