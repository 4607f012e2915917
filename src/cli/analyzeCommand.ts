import type { Analysis } from '../core/analysis.ts';
import type { FindingLimits } from '../core/findings/findings.ts';
import { findingLimits } from '../core/gate/gateRules.ts';
import type { ExitCode } from './exitCode.ts';
import { type ConfigChoice, loadGateConfig } from './gate/loadGateConfig.ts';
import { type Io, textOptions } from './io.ts';
import { type ImageOptions, openAnalysis } from './openAnalysis.ts';
import { writeReport } from './outputFile.ts';
import { tellProblems } from './problems.ts';
import { analysisHtml } from './report/analysisHtml.ts';
import { analysisJson } from './report/analysisJson.ts';
import { analysisText } from './report/analysisText.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface AnalyzeOptions extends ImageOptions, ConfigChoice {
  readonly file?: string;
  readonly format: 'text' | 'json' | 'html';
  /** A file in place of standard output. */
  readonly output?: string;
  readonly color: ColorChoice;
  readonly explain?: boolean;
}

/** `layerwise analyze`: what every line of the Dockerfile did to the image. */
export async function analyzeCommand(reference: string, options: AnalyzeOptions, io: Io): Promise<ExitCode> {
  const config = await loadGateConfig(options);
  const limits = config === null ? undefined : findingLimits(config.config);
  const analysis = await openAnalysis(reference, options, io);
  await writeReport(reportOf(analysis, options, limits, io), options.output, io);
  return tellProblems(analysis, io);
}

function reportOf(
  analysis: Analysis,
  { format, color, output, explain = false }: AnalyzeOptions,
  limits: FindingLimits | undefined,
  io: Io,
): Iterable<string> {
  switch (format) {
    case 'json':
      return analysisJson(analysis, limits);
    case 'html':
      return [analysisHtml(analysis, __dirname, limits)];
    case 'text': {
      // In a file, colours are asked for or not there.
      const wanted = output !== undefined && color === 'auto' ? 'never' : color;
      return [analysisText(analysis, { ...textOptions(io, wanted), explain, limits })];
    }
  }
}
