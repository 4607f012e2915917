import type { NameTable } from './nameTable.ts';

/** As the kernel's PATH_MAX: no engine can unpack a longer one, and deep paths would make a tree without end. */
export const MAX_PATH = 4096;

const SLASH = 0x2f;
const DOT = 0x2e;

/** The components of a path, as pairs of start and end in the bytes it came from. Made once, filled for each path. */
export class Components {
  readonly starts = new Int32Array(MAX_PATH / 2 + 1);
  readonly ends = new Int32Array(MAX_PATH / 2 + 1);
  count = 0;

  /**
   * Splits `path` as an engine does: leading, doubled and trailing slashes and `.` are nothing, `..` takes the component
   * before it. False when it leaves the root or is longer than `MAX_PATH`.
   */
  split(path: Uint8Array): boolean {
    this.count = 0;
    if (path.length > MAX_PATH) return false;
    for (let start = 0; start <= path.length; ) {
      let end = start;
      while (end < path.length && path[end] !== SLASH) end++;
      if (!this.put(path, start, end)) return false;
      start = end + 1;
    }
    return true;
  }

  private put(path: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (length === 0 || (length === 1 && path[start] === DOT)) return true;
    if (length === 2 && path[start] === DOT && path[start + 1] === DOT) return --this.count >= 0;
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    this.count++;
    return true;
  }

  /** The node of the first `count` components, made where there is none. */
  intern(names: NameTable, path: Uint8Array, count: number): number {
    let node = 0;
    for (let i = 0; i < count; i++) node = names.intern(node, path, this.starts[i], this.ends[i]);
    return node;
  }

  /** The same without making any; -1 when there is none. */
  lookup(names: NameTable, path: Uint8Array): number {
    let node = 0;
    for (let i = 0; i < this.count && node >= 0; i++) node = names.lookup(node, path, this.starts[i], this.ends[i]);
    return node;
  }
}
