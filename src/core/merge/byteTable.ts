import { GrowingBytes, GrowingIntegers } from './growing.ts';
import type { ByteTable } from './layerIndex.ts';

export class ByteTableBuilder {
  private readonly ends = new GrowingIntegers(16);
  private readonly data = new GrowingBytes(64);

  get byteLength(): number {
    return this.data.length;
  }

  add(bytes: Uint8Array): number {
    this.data.append(bytes, 0, bytes.length);
    this.ends.push(this.data.length);
    return this.ends.length - 1;
  }

  finish(): ByteTable {
    return { ends: this.ends.finish(), bytes: this.data.finish() };
  }
}

/** The byte string at `index`, as a view. */
export function bytesAt(table: ByteTable, index: number): Uint8Array {
  return table.bytes.subarray(index === 0 ? 0 : table.ends[index - 1], table.ends[index]);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
