/** Columns while their length is not known: they double when full, and are cut to size once at the end. */

export class GrowingBytes {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = 64) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes these its content; they are not copied. */
  take(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.length = bytes.length;
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

  /** A copy of what is in it. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** Gives back the room it does not use. */
  trim(): void {
    this.bytes = this.finish();
  }
}

/** One class for one kind of array: a column that is now this, now that, makes every push slow. */
export class GrowingIntegers {
  values: Int32Array;
  length = 0;

  constructor(capacity = 16) {
    this.values = new Int32Array(capacity);
  }

  /** Makes these its content; they are not copied. */
  take(values: Int32Array): void {
    this.values = values;
    this.length = values.length;
  }

  push(value: number): void {
    if (this.length === this.values.length) this.makeRoom(this.length * 2);
    this.values[this.length++] = value;
  }

  /** Makes room for so many in all. Pages that are never written cost nothing, and no smaller copy has to be thrown away. */
  makeRoom(capacity: number): void {
    if (capacity <= this.values.length) return;
    const larger = new Int32Array(capacity);
    larger.set(this.values.subarray(0, this.length));
    this.values = larger;
  }

  /** Makes it `length` times `value`. */
  fill(value: number, length: number): void {
    this.values = new Int32Array(length).fill(value);
    this.length = length;
  }

  /** A copy of what is in it. */
  finish(): Int32Array {
    return this.values.slice(0, this.length);
  }

  /** Gives back the room it does not use, unless that is little: the copy is there before the other is gone. */
  trim(): void {
    if (this.values.length > this.length * KEPT_ROOM) this.values = this.finish();
  }
}

const KEPT_ROOM = 1.1;
