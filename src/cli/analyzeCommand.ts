import { findingLimits } from '../core/gate/gateRules.ts';
import type { ExitCode } from './exitCode.ts';
import { type ConfigChoice, loadGateConfig } from './gate/loadGateConfig.ts';
import { type Io, textOptions, write, writePieces } from './io.ts';
import { type ImageOptions, openAnalysis } from './openAnalysis.ts';
import { tellProblems } from './problems.ts';
import { analysisJson } from './report/analysisJson.ts';
import { analysisText } from './report/analysisText.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface AnalyzeOptions extends ImageOptions, ConfigChoice {
  readonly file?: string;
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
  readonly explain?: boolean;
}

/** `layerwise analyze`: what every line of the Dockerfile did to the image. */
export async function analyzeCommand(reference: string, options: AnalyzeOptions, io: Io): Promise<ExitCode> {
  const config = await loadGateConfig(options);
  const limits = config === null ? undefined : findingLimits(config.config);
  const analysis = await openAnalysis(reference, options, io);
  if (options.format === 'json') await writePieces(io.stdout, analysisJson(analysis, limits));
  else {
    const explain = options.explain === true;
    await write(io.stdout, analysisText(analysis, { ...textOptions(io, options.color), explain, limits }));
  }
  return tellProblems(analysis, io);
}
