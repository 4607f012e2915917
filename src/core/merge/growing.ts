/** Columns while their length is not known: they double when full, and are cut to size once at the end. */

export class GrowingBytes {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `count` bytes more and says where they start. They are zero unless written. */
  reserve(count: number): number {
    const start = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return start;
  }

  append(source: Uint8Array, start: number, end: number): void {
    const at = this.reserve(end - start);
    const { bytes } = this;
    for (let i = start; i < end; i++) bytes[at + i - start] = source[i];
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

export type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

export class Growing<Column extends NumberColumn> {
  values: Column;
  length = 0;
  private readonly make: (capacity: number) => Column;

  constructor(make: (capacity: number) => Column, capacity = 64) {
    this.make = make;
    this.values = make(capacity);
  }

  push(value: number): void {
    if (this.length === this.values.length) this.grow();
    this.values[this.length++] = value;
  }

  private grow(): void {
    const larger = this.make(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }

  finish(): Column {
    const exact = this.make(this.length);
    exact.set(this.values.subarray(0, this.length));
    return exact;
  }
}

export const bytes = (capacity: number): Uint8Array => new Uint8Array(capacity);
export const shorts = (capacity: number): Uint16Array => new Uint16Array(capacity);
export const words = (capacity: number): Uint32Array => new Uint32Array(capacity);
export const integers = (capacity: number): Int32Array => new Int32Array(capacity);
export const doubles = (capacity: number): Float64Array => new Float64Array(capacity);
