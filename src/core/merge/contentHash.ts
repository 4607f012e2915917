/**
 * Hashes file contents so that two can be told apart; core has no crypto of its own. At least 128 bits of a
 * collision-resistant hash: images are hostile, and two files with one hash are shown as identical.
 */
export interface ContentHasher {
  /** Writes `HASH_BYTES` of the hash of `bytes` at `target[offset]`. */
  whole(bytes: Uint8Array, target: Uint8Array, offset: number): void;
  /** The same for content that comes in pieces. */
  pieces(): PieceHasher;
}

export interface PieceHasher {
  update(bytes: Uint8Array): void;
  finish(target: Uint8Array, offset: number): void;
}
