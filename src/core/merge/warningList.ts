import type { Warning } from '../image/warning.ts';

/** A hostile layer can earn a warning an entry; of each code this many are kept, and the rest are counted. */
const KEPT = 20;

export class WarningList {
  private readonly warnings: Warning[] = [];
  private readonly counts = new Map<string, number>();
  private readonly layer: number;

  constructor(layer: number) {
    this.layer = layer;
  }

  add(code: string, message: () => string): void {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    if (count <= KEPT) this.warnings.push({ layer: this.layer, code, message: message() });
  }

  finish(): Warning[] {
    const rest = [...this.counts].filter(([, count]) => count > KEPT);
    return [
      ...this.warnings,
      ...rest.map(([code, count]) => ({ layer: this.layer, code, message: `and ${count - KEPT} more of the same` })),
    ];
  }
}
