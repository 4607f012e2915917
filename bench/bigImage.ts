import { analyzed, indexed } from './analysis.ts';
import { layersIn } from './archiveLayers.ts';
import type { BigImage } from './big/image.ts';
import { hasNativeZstd, inflateAll } from './inflating.ts';
import { listLayersWithTar } from './listWithTar.ts';
import { withMerger } from './merger.ts';
import { measurePeakMemory } from './peakMemory.ts';
import { inTurns } from './turns.ts';

const ROUNDS = 3;

/** Prints how a real image fares: against GNU tar, against inflating alone, and in memory. */
export async function reportBigImage(image: BigImage): Promise<void> {
  const { totals } = await analyzed(image.plain, 2);
  const gigabytes = (totals.shippedBytes / 1e9).toFixed(1);
  console.log(`the big image: ${totals.layers} layers, ${totals.entries} entries, ${gigabytes} GB of contents`);
  await reportPlain(image.plain, totals.entries);
  for (const compression of ['gzip', 'zstd'] as const) {
    for (const width of [1, 2]) await reportCompressed(image[compression], compression, width);
  }
  for (const form of ['plain', 'gzip', 'zstd'] as const) await reportMemory(form, image[form]);
}

async function reportPlain(path: string, entries: number): Promise<void> {
  const layers = await layersIn(path);
  // One merger for all rounds, as an editor's runs on from one image to the next.
  const best = await withMerger(null, ({ ask }) =>
    inTurns(ROUNDS, {
      tar: () => listLayersWithTar(layers),
      index: () => indexed(path),
      analysis: () => analyzed(path, 2),
      async threads() {
        await ask('open', { key: 'image', path });
        await ask('release', { image: 'image' });
      },
    }),
  );
  say('plain', [
    `index / tar tvf ${(best.index / best.tar).toFixed(2)}`,
    `analysis / tar tvf ${(best.analysis / best.tar).toFixed(2)}`,
    `by the merger’s threads / tar tvf ${(best.threads / best.tar).toFixed(2)}`,
    `${best.tar.toFixed(2)} s tar, ${best.index.toFixed(2)} s index, ${best.analysis.toFixed(2)} s analysis, ${best.threads.toFixed(2)} s by threads`,
    `${((best.analysis / entries) * 1e6).toFixed(2)} µs an entry`,
  ]);
}

async function reportCompressed(path: string, compression: 'gzip' | 'zstd', width: number): Promise<void> {
  const layers = await layersIn(path);
  const cpu = { inflate: Infinity, analysis: Infinity };
  const best = await inTurns(ROUNDS, {
    inflate: async () =>
      (cpu.inflate = Math.min(cpu.inflate, await cpuSeconds(() => inflateAll(layers, compression, width)))),
    analysis: async () => (cpu.analysis = Math.min(cpu.analysis, await cpuSeconds(() => analyzed(path, width)))),
  });
  const how = compression === 'zstd' ? ` (${hasNativeZstd() ? "Node's own" : 'fzstd'})` : '';
  say(`${compression}${how}, ${width === 1 ? 'a layer' : `${width} layers`} at a time`, [
    `analysis / inflating ${(best.analysis / best.inflate).toFixed(2)}`,
    `${best.inflate.toFixed(2)} s inflating, ${best.analysis.toFixed(2)} s analysis`,
    `processor time ${(cpu.analysis / cpu.inflate).toFixed(2)}: ${cpu.inflate.toFixed(2)} s, ${cpu.analysis.toFixed(2)} s`,
  ]);
}

/** Of all threads: what other programs on the machine take does not count. */
async function cpuSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function reportMemory(form: string, path: string): Promise<void> {
  const { idle, peak, entries, kept } = await measurePeakMemory(path, ROUNDS);
  say(`${form}, peak memory`, [
    `${((peak - idle) / entries).toFixed(0)} B an entry over an idle process`,
    `${megabytes(peak)}, idle ${megabytes(idle)}`,
    `of it kept ${megabytes(kept)}`,
  ]);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function say(what: string, figures: readonly string[]): void {
  console.log([`   ${what}:`.padEnd(42), ...figures].join('   '));
}
