import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Analysis } from '../core/analysis.ts';
import { analysisFixes } from '../core/analysisFixes.ts';
import { Failure } from '../core/error.ts';
import { baselineOf } from '../core/gate/baseline.ts';
import { evaluateGate } from '../core/gate/evaluateGate.ts';
import { figuresOf } from '../core/gate/figures.ts';
import type { GateResult } from '../core/gate/gateResult.ts';
import type { OpenImage } from '../core/openImage.ts';
import { compareImages, finished } from './compareImages.ts';
import { ExitCode } from './exitCode.ts';
import { loadBaseline, saveBaseline } from './gate/baselineFile.ts';
import type { ConfigChoice } from './gate/loadGateConfig.ts';
import { type DiveFlags, type LoadedRules, loadRules } from './gate/loadRules.ts';
import { repositoryPath } from './gate/repositoryPath.ts';
import { type Io, textOptions, write } from './io.ts';
import { type ImageOptions, withAnalysis } from './openAnalysis.ts';
import { tellProblems } from './problems.ts';
import type { Comparison } from './report/comparison.ts';
import type { GateReport } from './report/gateReport.ts';
import { fileOptions, formatGate, type GateFormat } from './reportFormats.ts';
import type { ColorChoice } from './terminal/style.ts';

export interface CiOptions extends ImageOptions, ConfigChoice, DiveFlags {
  readonly file?: string;
  readonly format: GateFormat;
  readonly output?: string;
  readonly report: readonly ReportFile[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly compareTo?: string;
  readonly color: ColorChoice;
}

export interface ReportFile {
  readonly format: GateFormat;
  readonly path: string;
}

/** `layerwise ci`: holds an image to rules. */
export async function ciCommand(reference: string, options: CiOptions, io: Io): Promise<ExitCode> {
  // What is wrong with the call is told before an image is read.
  const loaded = await loadRules(options);
  const baseline = baselinePath(options, loaded);
  const before = baseline === null || options.updateBaseline === true ? null : await loadBaseline(baseline);
  return withAnalysis(reference, options, io, async (analysis, open) => {
    let result = evaluateGate(analysis, loaded.rules, before);
    if (options.updateBaseline === true && baseline !== null) {
      const accepted = baselineOf(figuresOf(analysis), result);
      await saving(baseline, () => saveBaseline(baseline, accepted));
      result = evaluateGate(analysis, loaded.rules, accepted);
    }
    const comparison = await compared(options, analysis, open, io);
    await tell({ ...reportOf(analysis, result), rulesFrom: loaded.files, baseline, comparison }, options, io);
    const problem = tellProblems(analysis, io);
    return problem === ExitCode.done && !result.passed ? ExitCode.rule : problem;
  });
}

function reportOf(
  analysis: Analysis,
  result: GateResult,
): Pick<GateReport, 'analysis' | 'result' | 'artifact' | 'fixes'> {
  const artifact = analysis.dockerfile === null ? null : repositoryPath(analysis.dockerfile);
  const found = analysisFixes(
    analysis,
    result.findings.map(({ finding }) => finding),
  );
  return {
    analysis,
    result,
    artifact,
    fixes: (finding) => found.filter((fix) => fix.finding === finding && fix.edits.length > 0),
  };
}

async function tell(report: GateReport, { format, output, report: files, color }: CiOptions, io: Io): Promise<void> {
  const all = output === undefined ? files : [{ format, path: output }, ...files];
  for (const file of all) {
    const text = formatGate(file.format, report, fileOptions);
    await saving(file.path, () => writeFile(file.path, text));
  }
  if (output === undefined) await write(io.stdout, formatGate(format, report, textOptions(io, color)));
}

async function compared(options: CiOptions, analysis: Analysis, open: OpenImage, io: Io): Promise<Comparison | null> {
  if (options.compareTo === undefined) return null;
  const { file: _, tag: __, provenance: ___, base: ____, target: _____, ...shared } = options;
  return withAnalysis(options.compareTo, shared, io, (other, openOther) =>
    compareImages(finished(other, openOther), finished(analysis, open)),
  );
}

const USUAL_BASELINE = '.layerwise-baseline.json';

function baselinePath({ baseline, updateBaseline }: CiOptions, loaded: LoadedRules): string | null {
  return baseline ?? loaded.baseline ?? (updateBaseline === true ? join('.', USUAL_BASELINE) : null);
}

async function saving(path: string, save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      'usage',
      `Cannot write ${path}: ${why}`,
      'Name a file in a folder that is there and can be written.',
    );
  }
}
