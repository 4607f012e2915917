import type { Analysis } from '../core/analysis.ts';
import type { ExitCode } from './exitCode.ts';
import { type Io, textOptions } from './io.ts';
import { type ImageOptions, openAnalysis } from './openAnalysis.ts';
import { writeReport } from './outputFile.ts';
import { tellProblems } from './problems.ts';
import { analysisHtml } from './report/analysisHtml.ts';
import { analysisJson } from './report/analysisJson.ts';
import { analysisText } from './report/analysisText.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface AnalyzeOptions extends ImageOptions {
  readonly format: 'text' | 'json' | 'html';
  /** A file in place of standard output. */
  readonly output?: string;
  readonly color: ColorChoice;
  readonly explain?: boolean;
}

/** `layerwise analyze`: what every line of the Dockerfile did to the image. */
export async function analyzeCommand(reference: string, options: AnalyzeOptions, io: Io): Promise<ExitCode> {
  const analysis = await openAnalysis(reference, options, io);
  await writeReport(reportOf(analysis, options, io), options.output, io);
  return tellProblems(analysis, io);
}

function reportOf(
  analysis: Analysis,
  { format, color, output, explain = false }: AnalyzeOptions,
  io: Io,
): Iterable<string> {
  switch (format) {
    case 'json':
      return analysisJson(analysis);
    case 'html':
      return [analysisHtml(analysis, __dirname)];
    case 'text': {
      // In a file, colours are asked for or not there.
      const wanted = output !== undefined && color === 'auto' ? 'never' : color;
      return [analysisText(analysis, { ...textOptions(io, wanted), explain })];
    }
  }
}
