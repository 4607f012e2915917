/** A column of doubles while its length is not known: byte totals outgrow 32 bits. */
export class GrowingNumbers {
  values = new Float64Array(16);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  /** Gives back the room it does not use. */
  trim(): void {
    this.values = this.values.slice(0, this.length);
  }
}
