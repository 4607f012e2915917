import { type Analysis, analyze, recordedDockerfile } from '../core/analysis.ts';
import type { OpenImage } from '../core/openImage.ts';
import { readLayers } from '../core/readLayers.ts';
import { openImageAt } from '../sources/openImageAt.ts';
import type { Io } from './io.ts';
import { loadDockerfile } from './loadDockerfile.ts';
import { loadProvenance } from './loadProvenance.ts';
import { progressBar } from './terminal/progressBar.ts';

/** The options that all commands on an image share. */
export interface ImageOptions {
  readonly file?: string;
  readonly platform?: string;
  readonly tag?: string;
  readonly target?: string;
  readonly provenance?: string;
  readonly verify?: boolean;
}

/** Opens the image at `reference`, reads it with a progress bar, and maps the Dockerfile to it. */
export async function openAnalysis(reference: string, options: ImageOptions, io: Io): Promise<Analysis> {
  const { file, platform, tag, target, verify = false } = options;
  const source = file === undefined ? null : await loadDockerfile(file);
  const provenance = options.provenance === undefined ? undefined : await loadProvenance(options.provenance, platform);
  const bar = progressBar(io.stderr);
  try {
    const open = await openImageAt(reference, {
      ...(platform === undefined ? {} : { platform }),
      ...(tag === undefined ? {} : { tag }),
      onProgress: (bytes, totalBytes) => {
        bar.show({ bytes, totalBytes, layers: 0, layersDone: 0 });
      },
    });
    try {
      const read = await readLayers(open, { verify, onProgress: (progress) => bar.show(progress) });
      return analyze(open.image, withWarnings(read, open), source ?? recordedDockerfile(open.image, provenance), {
        ...(target === undefined ? {} : { target }),
        ...(provenance === undefined ? {} : { provenance }),
      });
    } finally {
      await open.close();
    }
  } finally {
    bar.stop();
  }
}

function withWarnings<T extends { readonly warnings: OpenImage['warnings'] }>(read: T, open: OpenImage): T {
  return { ...read, warnings: [...open.warnings, ...read.warnings] };
}
