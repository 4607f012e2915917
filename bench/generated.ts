import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImageAt } from '../src/sources/openImageAt.ts';
import { analyzed, indexed } from './analysis.ts';
import { type CacheMeasured, measureCache } from './cache.ts';
import { type GeneratedImage, generateImage } from './generate.ts';
import { inflateAll, wholeFile } from './inflating.ts';
import { inTurns } from './turns.ts';
import { measureWhatIf, type WhatIfMeasured } from './whatIf.ts';

export interface Measured {
  readonly entries: number;
  readonly toTar: number;
  readonly toInflating: number;
  readonly microsecondsPlain: number;
  readonly microsecondsGzip: number;
  readonly bytesPerEntry: number;
  readonly cache: CacheMeasured;
  readonly whatIf: WhatIfMeasured;
}

/** An image of this size is made, measured and removed. */
export async function measureGenerated(entries: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  try {
    const plain = await generateImage(join(folder, 'plain'), entries, false);
    const gzip = await generateImage(join(folder, 'gzip'), entries, true);
    const rounds = Math.max(3, Math.min(9, Math.round(1_000_000 / entries)));
    const best = await inTurns(rounds, {
      tar: () => listWithTar(plain),
      plain: () => indexed(plain.folder),
      inflate: () => inflateAll(gzip.blobs.map(wholeFile), 'gzip', 1),
      // One layer at a time: the inflating it is held against runs them one after another too.
      gzip: () => analyzed(gzip.folder, 1),
    });
    return {
      entries,
      toTar: best.plain / best.tar,
      toInflating: best.gzip / best.inflate,
      microsecondsPlain: (best.plain / entries) * 1e6,
      microsecondsGzip: (best.gzip / entries) * 1e6,
      bytesPerEntry: await keptMemory(gzip),
      cache: await measureCache(gzip, rounds),
      whatIf: await whatIfOf(plain, rounds),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function listWithTar({ blobs }: GeneratedImage): void {
  for (const blob of blobs) execFileSync('tar', ['tvf', blob], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function whatIfOf({ folder }: GeneratedImage, rounds: number): Promise<WhatIfMeasured> {
  const open = await openImageAt(folder);
  try {
    return await measureWhatIf(open, rounds);
  } finally {
    await open.close();
  }
}

/** What an analysis keeps: heap and buffers after a collection, less what was there before. */
async function keptMemory(image: GeneratedImage): Promise<number> {
  const before = await used();
  const analysis = await analyzed(image.folder, 1);
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
