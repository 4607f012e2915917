import type { Analysis } from '../core/analysis.ts';
import { Failure } from '../core/error.ts';
import { checked } from './chosenLayers.ts';
import { compareImages, finished, type OpenSide } from './compareImages.ts';
import { ExitCode } from './exitCode.ts';
import { type Io, textOptions, write } from './io.ts';
import { layerAtLine } from './layerAtLine.ts';
import type { NumberRange } from './numberRange.ts';
import { type ImageOptions, withAnalysis } from './openAnalysis.ts';
import { tellProblems } from './problems.ts';
import { diffJson } from './report/diffJson.ts';
import { diffText } from './report/diffText.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface DiffOptions extends ImageOptions {
  readonly fileA?: string;
  readonly fileB?: string;
  readonly tagA?: string;
  readonly tagB?: string;
  readonly layers?: NumberRange;
  readonly lines?: NumberRange;
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
}

/** `layerwise diff`: what differs in two images, or after two layers of one, and which instruction is to blame. */
export async function diffCommand(a: string, b: string | undefined, options: DiffOptions, io: Io): Promise<ExitCode> {
  checkCall(b, options);
  return withAnalysis(a, sideOptions(options, options.fileA, options.tagA), io, async (analysisA, openA) => {
    if (b === undefined) {
      const [from, to] = stepsOf(analysisA, options);
      return report(
        { analysis: analysisA, open: openA, step: from },
        { analysis: analysisA, open: openA, step: to },
        options,
        io,
      );
    }
    return withAnalysis(b, sideOptions(options, options.fileB, options.tagB), io, (analysisB, openB) =>
      report(finished(analysisA, openA), finished(analysisB, openB), options, io),
    );
  });
}

async function report(a: OpenSide, b: OpenSide, options: DiffOptions, io: Io): Promise<ExitCode> {
  const comparison = await compareImages(a, b);
  const text =
    options.format === 'json'
      ? `${JSON.stringify(diffJson(comparison), null, 2)}\n`
      : diffText(comparison, textOptions(io, options.color));
  await write(io.stdout, text);
  const codes = [...new Set([a.analysis, b.analysis])].map((analysis) => tellProblems(analysis, io));
  return codes.reduce((worst, code) => (code > worst ? code : worst), ExitCode.done);
}

function stepsOf(analysis: Analysis, { layers, lines }: DiffOptions): readonly [number, number] {
  if (lines !== undefined) return [layerAtLine(analysis, lines.from), layerAtLine(analysis, lines.to)];
  const { from, to } = layers ?? { from: 0, to: 0 };
  return [checked(analysis, from), checked(analysis, to)];
}

function sideOptions(options: DiffOptions, file = options.file, tag = options.tag): ImageOptions {
  return { ...options, ...(file === undefined ? {} : { file }), ...(tag === undefined ? {} : { tag }) };
}

function checkCall(b: string | undefined, { layers, lines, file, fileA = file, fileB = file }: DiffOptions): void {
  const within = layers !== undefined || lines !== undefined;
  if (b === undefined && !within) {
    throw wrong('There is one image only', 'Name another, or two layers of this one with --layers 3..7.');
  }
  if (b !== undefined && within) {
    throw wrong('--layers and --lines choose within one image, but there are two', 'Name one image only.');
  }
  if (b !== undefined && fileA === '-' && fileB === '-') {
    throw wrong('Standard input can be read once only, but there are two images', 'Name the Dockerfile’s file.');
  }
}

function wrong(what: string, advice: string): Failure {
  return new Failure('usage', what, advice);
}
