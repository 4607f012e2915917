import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyzed } from './analysis.ts';
import { generateStack } from './generate.ts';
import { inTurns } from './turns.ts';

/** As many as an image may have. */
const LAYERS = 127;
const [FEW, MANY] = [100_000, 1_000_000];

/** Whether the time an entry stays the same when an image of 127 layers has ten times the files. */
export async function reportManyLayers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  try {
    const few = await generateStack(join(folder, 'few'), FEW, LAYERS);
    const many = await generateStack(join(folder, 'many'), MANY, LAYERS);
    const best = await inTurns(3, { few: () => analyzed(few.folder, 1), many: () => analyzed(many.folder, 1) });
    const [atFew, atMany] = [best.few / few.entries, best.many / many.entries].map((seconds) => seconds * 1e6);
    console.log(
      `${LAYERS} layers, plain, whole analysis: ${atFew.toFixed(2)} µs an entry at ${few.entries}, ` +
        `${atMany.toFixed(2)} µs at ${many.entries}, × ${(atMany / atFew).toFixed(2)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
