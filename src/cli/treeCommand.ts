import type { Analysis } from '../core/analysis.ts';
import { Failure } from '../core/error.ts';
import { listTree } from '../core/merge/listTree.ts';
import type { ExitCode } from './exitCode.ts';
import { type Io, textOptions, write } from './io.ts';
import { layerAtLine } from './layerAtLine.ts';
import { type ImageOptions, openAnalysis } from './openAnalysis.ts';
import { tellProblems } from './problems.ts';
import { treeText } from './report/treeText.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface TreeOptions extends ImageOptions {
  readonly layer?: number;
  readonly line?: number;
  readonly format: 'text' | 'json';
  readonly color: ColorChoice;
}

/** `layerwise tree`: the file system as it is after a layer, or after a line. */
export async function treeCommand(reference: string, options: TreeOptions, io: Io): Promise<ExitCode> {
  const analysis = await openAnalysis(reference, options, io);
  const entries = listTree(analysis.tree, chosenLayer(analysis, options));
  const text =
    options.format === 'json'
      ? `[\n${entries.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]\n`
      : treeText(entries, textOptions(io, options.color).style);
  await write(io.stdout, text);
  return tellProblems(analysis, io);
}

function chosenLayer(analysis: Analysis, { layer, line }: TreeOptions): number {
  if (line !== undefined) return layerAtLine(analysis, line);
  const last = analysis.layers.length - 1;
  if (layer === undefined || layer <= last) return layer ?? last;
  throw new Failure(
    'usage',
    `There is no layer ${layer}`,
    analysis.layers.length === 0 ? 'The image has no layers.' : `The image has layers 0 to ${last}.`,
  );
}
