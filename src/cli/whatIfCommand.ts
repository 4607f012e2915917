import type { Analysis } from '../core/analysis.ts';
import { joinLayers } from '../core/whatIf/joinLayers.ts';
import { suggestJoins } from '../core/whatIf/suggestJoins.ts';
import { withoutLayers } from '../core/whatIf/withoutLayers.ts';
import { checked, layersAtLine, rangeToJoin } from './chosenLayers.ts';
import type { ExitCode } from './exitCode.ts';
import { type Io, textOptions, write } from './io.ts';
import type { NumberRange } from './numberRange.ts';
import { type ImageOptions, openAnalysis } from './openAnalysis.ts';
import { tellProblems } from './problems.ts';
import type { WhatIf } from './report/whatIf.ts';
import { whatIfJson } from './report/whatIfJson.ts';
import { whatIfText } from './report/whatIfText.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface WhatIfOptions extends ImageOptions {
  /** Lines. */
  readonly join?: NumberRange;
  readonly joinLayers?: NumberRange;
  /** A line. */
  readonly without?: number;
  readonly withoutLayer?: number;
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
}

/** How many suggestions people want to read. */
const MOST = 10;

/** `layerwise what-if`: what fewer layers would save. */
export async function whatIfCommand(reference: string, options: WhatIfOptions, io: Io): Promise<ExitCode> {
  const analysis = await openAnalysis(reference, options, io);
  const answer = answerTo(analysis, options);
  const report =
    options.format === 'json'
      ? `${JSON.stringify(whatIfJson(analysis, answer), null, 2)}\n`
      : whatIfText(analysis, answer, textOptions(io, options.color));
  await write(io.stdout, report);
  return tellProblems(analysis, io);
}

function answerTo(analysis: Analysis, { join, joinLayers: joined, without, withoutLayer }: WhatIfOptions): WhatIf {
  const { tree, totals } = analysis;
  if (join !== undefined) return { question: 'join', joined: joinLayers(tree, rangeToJoin(analysis, 'lines', join)) };
  if (joined !== undefined) {
    return { question: 'join', joined: joinLayers(tree, rangeToJoin(analysis, 'layers', joined)) };
  }
  if (without !== undefined) {
    return { question: 'without', without: withoutLayers(tree, layersAtLine(analysis, without)) };
  }
  if (withoutLayer !== undefined) {
    return { question: 'without', without: withoutLayers(tree, [checked(analysis, withoutLayer)]) };
  }
  return { question: 'suggest', joins: suggestJoins(tree, totals.baseLayers, MOST) };
}
