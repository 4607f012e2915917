import { type Analysis, analyze, type DockerfileSource, recordedDockerfile } from '../core/analysis.ts';
import { builtProvenance, recordBuild } from '../core/build/recordBuild.ts';
import { parseDockerfile } from '../core/dockerfile/parseDockerfile.ts';
import { readLayers } from '../core/readLayers.ts';
import { keepBuildRecord } from '../merger/cache/buildRecords.ts';
import { cacheDirectory } from '../merger/cache/cacheDirectory.ts';
import { cachedImage } from '../merger/cache/cachedImage.ts';
import { imageMemory } from '../merger/cache/imageMemory.ts';
import { openLayerCache } from '../merger/cache/layerCache.ts';
import { BuildFailure, type BuiltImage, buildImage } from '../sources/build/buildImage.ts';
import type { BuilderName } from '../sources/build/findBuilder.ts';
import { openBuilt } from '../sources/build/openBuilt.ts';
import { cacheSize } from './cacheSize.ts';
import { complain } from './complain.ts';
import { type Io, textOptions, write, writePieces } from './io.ts';
import { tellProblems } from './problems.ts';
import { analysisJson } from './report/analysisJson.ts';
import { analysisText } from './report/analysisText.ts';
import { escapeForTerminal } from './terminal/escape.ts';
import { progressBar } from './terminal/progressBar.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface BuildOptions {
  readonly file?: string;
  readonly tag: readonly string[];
  readonly target?: string;
  readonly builder?: BuilderName;
  readonly explain?: boolean;
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
  /** The builder's own. */
  readonly arguments: readonly string[];
}

/**
 * `layerwise build`: builds an image, shows meanwhile what the builder says, and then what every instruction did.
 *
 * @returns the builder's exit code where it fails
 */
export async function buildCommand(context: string, options: BuildOptions, io: Io): Promise<number> {
  try {
    const built = await buildImage(
      {
        dockerfile: options.file ?? null,
        context,
        target: options.target ?? null,
        tags: options.tag,
        arguments: options.arguments,
      },
      {
        builder: options.builder ?? null,
        env: io.env,
        // Ctrl-C ends this process, and with it the builder.
        signal: new AbortController().signal,
        onLine: (line) => io.stderr.write(`${escapeForTerminal(line)}\n`),
      },
    );
    if (!built.tellsTimes) {
      complain(io, 'This builder does not tell how long instructions took: buildx does from version 0.13 on.');
    }
    const analysis = await analyzeBuilt(built, options, io);
    await report(analysis, options, io);
    return tellProblems(analysis, io);
  } catch (error) {
    if (!(error instanceof BuildFailure)) throw error;
    complain(io, error);
    return error.code ?? 1;
  }
}

async function report(analysis: Analysis, { format, color, explain = false }: BuildOptions, io: Io): Promise<void> {
  if (format === 'json') await writePieces(io.stdout, analysisJson(analysis));
  else await write(io.stdout, analysisText(analysis, { ...textOptions(io, color), explain }));
}

function sourceOf({ dockerfile }: BuiltImage): DockerfileSource | null {
  if (dockerfile === null) return null;
  return { path: dockerfile.path, recorded: false, dockerfile: parseDockerfile(dockerfile.text) };
}

async function analyzeBuilt(built: BuiltImage, { target }: BuildOptions, io: Io): Promise<Analysis> {
  const directory = cacheDirectory(io.env);
  const cache = directory === null ? null : openLayerCache({ directory, maxBytes: cacheSize(io.env) });
  const bar = progressBar(io.stderr);
  try {
    const memory = cache === null ? null : imageMemory(cache);
    const opened = await openBuilt(built, { env: io.env, memory });
    const open = cache === null ? opened : cachedImage(opened, cache);
    try {
      const read = await readLayers(open, { onProgress: (progress) => bar.show(progress) });
      const build = recordBuild(open.image, built, built.dockerfile?.text ?? null);
      if (directory !== null && build !== null) await keepBuildRecord(directory, open.image.id, build);
      const provenance = builtProvenance(open.image, built);
      const dockerfile = sourceOf(built) ?? recordedDockerfile(open.image, provenance);
      const warnings = [...open.warnings, ...read.warnings];
      return analyze(open.image, { ...read, warnings }, dockerfile, { target, provenance, build });
    } finally {
      await open.close();
    }
  } finally {
    bar.stop();
  }
}
