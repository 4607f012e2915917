import { cpus, totalmem } from 'node:os';
import { findBigImage, makeBigImage } from './big/image.ts';
import { reportBigImage } from './bigImage.ts';
import { reportContexts } from './context.ts';
import { reportManyLayers } from './manyLayers.ts';
import { measureMapping } from './mapping.ts';
import { reportMerger } from './merger.ts';
import { compareWithDive } from './peers/dive.ts';
import { reportGenerated } from './reportGenerated.ts';
import { reportServer } from './server.ts';
import { reportActivation } from './vscode.ts';
import { reportZooming } from './zooming.ts';

/**
 * Speed as ratios within one run, so that the machine falls out: against GNU tar listing the same layers, against
 * inflating the same layers and doing nothing with them, and against itself at other sizes. `npm run bench`, with sizes
 * as arguments if others are wanted. A real big image is measured too where it has been made; with `--big` it is made,
 * and only it is measured; with `--dive`, against dive; with `--context`, only forecasts of large build contexts.
 */
const args = process.argv.slice(2);
const sizes = args.filter((arg) => !arg.startsWith('--')).map(Number);
const asked = { big: args.includes('--big'), dive: args.includes('--dive') };
const isContextAsked = args.includes('--context');

if (isContextAsked) await reportContexts(sizes.length > 0 ? sizes : [100_000, 1_000_000]);
else if (!asked.big && !asked.dive) {
  await reportGenerated(sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]);
  reportMapping();
  await reportManyLayers();
  await reportMerger();
  await reportServer();
  await reportActivation();
  await reportZooming();
}
const image = isContextAsked ? null : asked.big || asked.dive ? await makeBigImage() : findBigImage();
if (image !== null && (asked.big || !asked.dive)) await reportBigImage(image);
if (image !== null && asked.dive) await compareWithDive(image.plain);
const [cpu] = cpus();
const memory = Math.round(totalmem() / 2 ** 30);
console.log(`Node ${process.version}, ${cpus().length} × ${cpu?.model ?? 'unknown'}, ${memory} GiB`);

function reportMapping(): void {
  const { milliseconds, growth } = measureMapping();
  console.log(
    `mapping 300 lines to 127 layers: ${milliseconds.toFixed(1)} ms; from a quarter of that, time a line: × ${growth.toFixed(2)}`,
  );
}
