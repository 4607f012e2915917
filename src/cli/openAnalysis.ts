import { type Analysis, analyze, recordedDockerfile } from '../core/analysis.ts';
import type { OpenImage } from '../core/openImage.ts';
import { readLayers } from '../core/readLayers.ts';
import { placeOf } from '../sources/imagePlace.ts';
import { diffIdsAt } from '../sources/openReference.ts';
import type { Io } from './io.ts';
import { loadDockerfile } from './loadDockerfile.ts';
import { loadProvenance } from './loadProvenance.ts';
import { type CacheChoice, openCached } from './openCached.ts';
import { progressBar } from './terminal/progressBar.ts';

/** The options that all commands on an image share. */
export interface ImageOptions extends CacheChoice {
  readonly file?: string;
  readonly platform?: string;
  readonly tag?: string;
  readonly target?: string;
  readonly provenance?: string;
  readonly base?: string;
  readonly verify?: boolean;
}

/** Opens the image at `reference`, reads it with a progress bar, and maps the Dockerfile to it. */
export async function openAnalysis(reference: string, options: ImageOptions, io: Io): Promise<Analysis> {
  return withAnalysis(reference, options, io, (analysis) => Promise.resolve(analysis));
}

/** The same for work that has more to read from the image, which is open until it is done. */
export async function withAnalysis<T>(
  reference: string,
  options: ImageOptions,
  io: Io,
  work: (analysis: Analysis, open: OpenImage) => Promise<T>,
): Promise<T> {
  const { platform, tag, target, cache = true, verify = false } = options;
  const source = options.file === undefined ? null : await loadDockerfile(options.file);
  const provenance = options.provenance === undefined ? undefined : await loadProvenance(options.provenance, platform);
  const baseDiffIds = options.base === undefined ? undefined : await diffIdsOf(options.base, platform, io);
  const bar = progressBar(io.stderr);
  const onProgress = (bytes: number, totalBytes: number): void => {
    bar.show({ bytes, totalBytes, layers: 0, layersDone: 0 });
  };
  try {
    const open = await openCached(reference, { platform, tag, cache, onProgress }, io.env);
    try {
      const read = await readLayers(open, { verify, onProgress: (progress) => bar.show(progress) });
      const recorded = source ?? recordedDockerfile(open.image, provenance);
      bar.stop();
      const analysis = analyze(open.image, withWarnings(read, open), recorded, { target, provenance, baseDiffIds });
      return await work(analysis, open);
    } finally {
      await open.close();
    }
  } finally {
    bar.stop();
  }
}

/** What shows where the base ends: its layers are the first of every image built on it. */
async function diffIdsOf(base: string, platform: string | undefined, { env }: Io): Promise<readonly string[]> {
  return diffIdsAt(await placeOf(base), base, { platform, engines: true, registries: true, env, memory: null });
}

function withWarnings<T extends { readonly warnings: OpenImage['warnings'] }>(read: T, open: OpenImage): T {
  return { ...read, warnings: [...open.warnings, ...read.warnings] };
}
