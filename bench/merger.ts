import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Merger, startMerger } from '../src/merger/startMerger.ts';
import { openImageAt } from '../src/sources/openImageAt.ts';
import { analyzed } from './analysis.ts';
import { generateImage } from './generate.ts';

const ENTRIES = 250_000;
const LARGEST = 100_000;
const ROUNDS = 5;
const file = fileURLToPath(new URL('./thread.cjs', import.meta.url));

/** The merger's thread with all its messages, at 250,000 entries of which one directory has 100,000: what a view waits for. */
export async function reportMerger(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'layerwise-bench-'));
  try {
    console.log(
      `merger's thread, ${ENTRIES.toLocaleString('en')} entries, a directory of ${LARGEST.toLocaleString('en')}:`,
    );
    for (const kind of ['plain', 'gzip'] as const) {
      const { folder: image } = await generateImage(join(folder, kind), ENTRIES, kind === 'gzip', LARGEST);
      await reportOpening(kind, image, join(folder, 'cache'));
    }
    await reportLooking(join(folder, 'plain'));
    await reportChanged(join(folder, 'gzip'), join(folder, 'cache'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function reportOpening(kind: string, image: string, cache: string): Promise<void> {
  const times = { inProcess: [] as number[], threads: [] as number[], again: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.inProcess.push(await milliseconds(() => analyzed(image, 2)));
    times.threads.push(await opening(image, null));
    // The first fills the cache.
    if (round === 0) await opening(image, cache);
    times.again.push(await opening(image, cache));
  }
  const [inProcess, threads] = [best(times.inProcess), best(times.threads)];
  const ratio = (threads / inProcess).toFixed(2);
  console.log(
    `  ${kind}: opened ${show(threads)}, × ${ratio} of in process; from the cache ${show(best(times.again))}`,
  );
}

/** Milliseconds until an image is read and merged, by a thread that runs already. */
async function opening(path: string, cacheDirectory: string | null): Promise<number> {
  return withMerger(cacheDirectory, async ({ ask }) => {
    const took = await milliseconds(() => ask('open', { key: 'image', path }));
    await ask('release', { image: 'image' });
    return took;
  });
}

export async function withMerger<T>(cacheDirectory: string | null, work: (merger: Merger) => Promise<T>): Promise<T> {
  const merger = startMerger({ file, cacheDirectory });
  try {
    await merger.ask('release', { image: 'none' });
    return await work(merger);
  } finally {
    await merger.stop();
  }
}

async function reportLooking(path: string): Promise<void> {
  await withMerger(null, async ({ ask }) => {
    await ask('open', { key: 'image', path });
    const view = { step: 2 };
    const page = (node: number, offset = 0) => ask('children', { image: 'image', view, node, offset, limit: 200 });
    const find = async (name: string) => (await ask('find', { image: 'image', view, path: name }))?.node ?? 0;
    const first = await milliseconds(() => page(0));
    const largest = await find('var/many');
    const firstLargest = await milliseconds(() => page(largest));
    const largestPages: number[] = [];
    for (let i = 0; i < 50; i++) largestPages.push(await milliseconds(() => page(largest, (i * 7919) % LARGEST)));
    const pages: number[] = [];
    for (let i = 0; i < 100; i++) {
      const node = await find(`usr/lib/node_modules/package-${(i * 37) % 1500}`);
      pages.push(await milliseconds(() => page(node)));
    }
    const peels = [];
    for (const off of [[0], [1], [2]]) {
      peels.push(await milliseconds(() => ask('children', { image: 'image', view: { ...view, off }, node: 0 })));
    }
    console.log(`  page of 200 children: first ${show(first)}, of the largest directory ${show(firstLargest)}`);
    console.log(`    then median ${show(median(pages))}, of the largest directory ${show(median(largestPages))}`);
    console.log(`  a layer peeled off, merged and shown: ${peels.map(show).join(', ')}`);
  });
}

/** A layer that the cache has no more is read as a changed one is: here the second, which overwrites. */
async function reportChanged(path: string, cache: string): Promise<void> {
  const [, second] = await diffIds(path);
  const nameOfSecond = (await readdir(cache)).find((name) => name.startsWith(second.replace(':', '-'))) ?? '';
  const times = { none: [] as number[], one: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.none.push(await opening(path, cache));
    await rm(join(cache, nameOfSecond));
    times.one.push(await opening(path, cache));
  }
  const [none, one] = [best(times.none), best(times.one)];
  console.log(`  gzip, one layer of three changed: ${show(one)}, ${show(one - none)} more than none`);
}

async function diffIds(path: string): Promise<string[]> {
  const open = await openImageAt(path);
  await open.close();
  return open.image.layers.map(({ diffId }) => diffId);
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const best = (times: readonly number[]): number => Math.min(...times);
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
const show = (time: number): string => `${time.toFixed(time < 10 ? 1 : 0)} ms`;
