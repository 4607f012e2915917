import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { analyze } from '../src/core/analysis.ts';
import { readLayers } from '../src/core/readLayers.ts';
import { openImageAt } from '../src/sources/openImageAt.ts';
import { type CacheMeasured, measureCache } from './cache.ts';
import { type GeneratedImage, generateImage } from './generate.ts';
import { measureMapping } from './mapping.ts';

/**
 * Speed as ratios within one run, so that the machine falls out: against GNU tar listing the same layers, against
 * inflating the same layers and doing nothing with them, and against itself at other sizes. `npm run bench`, with sizes
 * as arguments if others are wanted.
 */
const sizes = process.argv.slice(2).map(Number);
const ENTRIES = sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000];

interface Measured {
  readonly entries: number;
  readonly toTar: number;
  readonly toInflating: number;
  readonly microsecondsPlain: number;
  readonly microsecondsGzip: number;
  readonly bytesPerEntry: number;
  readonly cache: CacheMeasured;
}

async function measure(entries: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  try {
    const plain = await generateImage(join(folder, 'plain'), entries, false);
    const gzip = await generateImage(join(folder, 'gzip'), entries, true);
    const rounds = Math.max(3, Math.min(9, Math.round(1_000_000 / entries)));
    const times = { tar: [0], plain: [0], inflate: [0], gzip: [0] };
    for (const list of Object.values(times)) list.length = 0;
    // In turns, so that a slow moment of the machine falls on all of them.
    for (let round = 0; round < rounds; round++) {
      times.tar.push(await seconds(() => listWithTar(plain)));
      times.plain.push(await seconds(() => indexOnly(plain)));
      times.inflate.push(await seconds(() => inflateOnly(gzip)));
      times.gzip.push(await seconds(() => analyzed(gzip)));
    }
    const best = (list: readonly number[]): number => Math.min(...list);
    return {
      entries,
      toTar: best(times.plain) / best(times.tar),
      toInflating: best(times.gzip) / best(times.inflate),
      microsecondsPlain: (best(times.plain) / entries) * 1e6,
      microsecondsGzip: (best(times.gzip) / entries) * 1e6,
      bytesPerEntry: await memory(gzip),
      cache: await measureCache(gzip, rounds),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function listWithTar({ blobs }: GeneratedImage): Promise<void> {
  for (const blob of blobs) execFileSync('tar', ['tvf', blob], { stdio: ['ignore', 'ignore', 'inherit'] });
  return Promise.resolve();
}

async function indexOnly({ folder }: GeneratedImage): Promise<void> {
  const open = await openImageAt(folder);
  for (const { index } of open.image.layers) {
    const { failure } = await open.readLayer(index, {});
    if (failure !== null) throw failure;
  }
  await open.close();
}

async function inflateOnly({ blobs }: GeneratedImage): Promise<void> {
  for (const blob of blobs) {
    await pipeline(
      createReadStream(blob, { highWaterMark: 1 << 18 }),
      createGunzip({ chunkSize: 1 << 18 }),
      async (chunks: AsyncIterable<Uint8Array>) => {
        let bytes = 0;
        for await (const chunk of chunks) bytes += chunk.length;
        return bytes;
      },
    );
  }
}

async function analyzed({ folder }: GeneratedImage) {
  const open = await openImageAt(folder);
  // One layer at a time: the inflating it is held against runs them one after another too.
  const read = await readLayers(open, { concurrency: 1 });
  await open.close();
  return analyze(open.image, read, null);
}

/** What an analysis keeps: heap and buffers after a collection, less what was there before. */
async function memory(image: GeneratedImage): Promise<number> {
  const before = await used();
  const analysis = await analyzed(image);
  const after = await used();
  return (after - before) / analysis.totals.entries;
}

/** Once what the last measurement left behind is gone, which takes a turn of the event loop. */
async function used(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  for (let turn = 0; turn < 5; turn++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const results: Measured[] = [];
for (const entries of ENTRIES) {
  results.push(await measure(entries));
  const m = results[results.length - 1];
  console.log(
    [
      `${m.entries} entries:`.padEnd(18),
      `index / tar tvf ${m.toTar.toFixed(2)}`,
      `gzip analysis / inflating ${m.toInflating.toFixed(2)}`,
      `µs an entry ${m.microsecondsPlain.toFixed(2)} plain, ${m.microsecondsGzip.toFixed(2)} gzip`,
      `${m.bytesPerEntry.toFixed(0)} B an entry`,
    ].join('   '),
  );
  console.log(
    [
      '   from the cache:',
      `open from cache / open without ${m.cache.toReading.toFixed(3)}`,
      `${m.cache.milliseconds.toFixed(0)} ms, merged ${m.cache.mergedMilliseconds.toFixed(0)} ms`,
      `filling it × ${m.cache.filling.toFixed(2)}`,
      `${m.cache.bytesPerEntry.toFixed(0)} B an entry on disk`,
    ].join('   '),
  );
}
const first = results[0];
const last = results[results.length - 1];
console.log(
  `growth from ${first.entries} to ${last.entries} entries, time an entry: ` +
    `plain × ${(last.microsecondsPlain / first.microsecondsPlain).toFixed(2)}, gzip × ${(last.microsecondsGzip / first.microsecondsGzip).toFixed(2)}`,
);
const mapping = measureMapping();
console.log(
  `mapping 300 lines to 127 layers: ${mapping.milliseconds.toFixed(1)} ms; from a quarter of that, time a line: × ${mapping.growth.toFixed(2)}`,
);
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
);
