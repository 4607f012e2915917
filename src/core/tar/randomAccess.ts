/**
 * Bytes that can be read at any place: a file, a part of a file, a buffer. Reading is synchronous because a header is
 * 512 bytes and an asynchronous read costs ten times the copy; readers give the event loop a turn between windows.
 */
export interface RandomAccess {
  /** Bytes in all. */
  readonly size: number;
  /** Fills `target` from `position` on and says how many bytes it got: fewer only at the end. */
  read(target: Uint8Array, position: number): number;
}
