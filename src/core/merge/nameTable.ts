import { GrowingBytes, GrowingIntegers } from './growing.ts';

/**
 * A tree of names in columns: each node is a component below its parent, and stands once. Node 0 is the root. Found
 * by a hash of parent and name, so that a path costs one step a component however many siblings there are.
 */
export class NameTable {
  readonly parent = new GrowingIntegers();
  readonly nameEnd = new GrowingIntegers();
  readonly names = new GrowingBytes();
  /** Open addressing: node + 1, 0 for free; null once trimmed, until someone looks something up again. */
  private slots: Uint32Array | null = new Uint32Array(64);

  constructor() {
    this.add(0, new Uint8Array(0), 0, 0);
  }

  get count(): number {
    return this.parent.length;
  }

  /** The node for `source[start..end)` below `parent`, made when there is none. */
  intern(parent: number, source: Uint8Array, start: number, end: number): number {
    const slots = this.table();
    const slot = this.find(slots, parent, source, start, end);
    if (slots[slot] !== 0) return slots[slot] - 1;
    const node = this.add(parent, source, start, end);
    slots[slot] = node + 1;
    // By four, because every name is hashed again.
    if (node * 2 > slots.length) this.slots = this.hashed(slots.length * 4);
    return node;
  }

  /** The same without making one; -1 when there is none. */
  lookup(parent: number, source: Uint8Array, start: number, end: number): number {
    const slots = this.table();
    return slots[this.find(slots, parent, source, start, end)] - 1;
  }

  /** Makes these its names, as a trimmed table has them; they are not copied. */
  take(parent: Int32Array, nameEnd: Int32Array, names: Uint8Array): void {
    this.parent.take(parent);
    this.nameEnd.take(nameEnd);
    this.names.take(names);
    this.slots = null;
  }

  /** For when nothing more is added for a while. */
  trim(): void {
    this.parent.trim();
    this.nameEnd.trim();
    this.names.trim();
    this.slots = null;
  }

  nameStart(node: number): number {
    return node === 0 ? 0 : this.nameEnd.values[node - 1];
  }

  private add(parent: number, source: Uint8Array, start: number, end: number): number {
    const node = this.parent.length;
    this.parent.push(parent);
    this.names.append(source, start, end);
    this.nameEnd.push(this.names.length);
    return node;
  }

  private table(): Uint32Array {
    this.slots ??= this.hashed(2 ** Math.ceil(Math.log2(Math.max(64, this.count * 2))));
    return this.slots;
  }

  private find(slots: Uint32Array, parent: number, source: Uint8Array, start: number, end: number): number {
    const mask = slots.length - 1;
    let slot = hashName(parent, source, start, end) & mask;
    while (slots[slot] !== 0 && !this.isNode(slots[slot] - 1, parent, source, start, end)) slot = (slot + 1) & mask;
    return slot;
  }

  private isNode(node: number, parent: number, source: Uint8Array, start: number, end: number): boolean {
    if (this.parent.values[node] !== parent) return false;
    const from = this.nameStart(node);
    if (this.nameEnd.values[node] - from !== end - start) return false;
    const { bytes } = this.names;
    for (let i = start; i < end; i++) if (bytes[from + i - start] !== source[i]) return false;
    return true;
  }

  private hashed(size: number): Uint32Array {
    const slots = new Uint32Array(size);
    const mask = slots.length - 1;
    for (let node = 1; node < this.count; node++) {
      let slot =
        hashName(this.parent.values[node], this.names.bytes, this.nameStart(node), this.nameEnd.values[node]) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = node + 1;
    }
    return slots;
  }
}

/** FNV-1a over the name, started from the parent, with a last mix because tables use the low bits. */
function hashName(parent: number, source: Uint8Array, start: number, end: number): number {
  let hash = Math.imul(parent ^ 0x811c9dc5, 0x01000193);
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ source[i], 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
