import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { range, removals, writePlainLayer } from '../generate.ts';

const ENTRIES = 250_000;
const UPPER = 11;

/** Where no packages are to be had: as many entries, in twelve layers that overwrite and remove, and a quarter of the bytes. */
export function generateLayers(work: string): void {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'layers'), { recursive: true });
  const base = ENTRIES / 2;
  const each = Math.floor(base / UPPER);
  const items = Array.from({ length: UPPER }, (_, layer) =>
    layer === UPPER - 1 ? removals(each) : range(base + layer * each - Math.floor(each / 3), each, 'usr/lib'),
  );
  for (const [layer, content] of [range(0, base, 'usr/lib'), ...items].entries()) {
    writePlainLayer(join(work, 'layers', `${String(layer).padStart(2, '0')}.tar`), content);
  }
  writeFileSync(
    join(work, 'steps.txt'),
    Array.from({ length: UPPER + 1 }, (_, layer) => `RUN step ${layer}\n`).join(''),
  );
  writeFileSync(join(work, 'complete'), '');
}
