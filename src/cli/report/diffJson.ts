import type { PathDifference, Standing } from '../../core/diff/diffTrees.ts';
import { groupByBlame, totalsOf } from '../../core/diff/groupByBlame.ts';
import { formatPlatform } from '../../core/image/platform.ts';
import { typeOf } from '../../core/merge/listTree.ts';
import { pathText } from '../../core/merge/pathText.ts';
import { blamedBy, blamedName, type ComparedImage, type Comparison } from './comparison.ts';
import { stepsJson } from './stepJson.ts';

/** The comparison for machines, version 1: stable, additions only. Documented in docs/report.md. */
export function diffJson(comparison: Comparison): object {
  const { a, b, paths, same } = comparison;
  return {
    schema: 'layerwise.diff/1',
    a: imageJson(a),
    b: imageJson(b),
    totals: { ...totalsOf(paths), same },
    blame: groupsJson(comparison),
    paths: paths.map((path) => pathJson(comparison, path)),
    warnings: [...warningsJson('a', a), ...(a.analysis === b.analysis ? [] : warningsJson('b', b))],
  };
}

function imageJson({ analysis: { image, dockerfile }, step }: ComparedImage): object {
  const { reference, id, platform } = image;
  return { reference, id, platform: formatPlatform(platform), dockerfile: dockerfile?.path ?? null, layer: step };
}

function groupsJson(comparison: Comparison): object[] {
  const groups = groupByBlame(comparison.paths, (blame) => blamedBy(comparison, blame), blamedName);
  return groups.map(({ blamed, ...totals }) => {
    const { analysis } = comparison[blamed.image];
    const made = analysis.dockerfile?.mapping.stepOfLayer ?? [];
    const layers = blamed.step === null ? [blamed.layer] : made.flatMap((step, i) => (step === blamed.step ? [i] : []));
    return { image: blamed.image, layers, steps: stepsJson(analysis, layers), ...totals };
  });
}

function pathJson(comparison: Comparison, { path, change, a, b, blame }: PathDifference): object {
  const { image, layer, step } = blamedBy(comparison, blame);
  return { path: pathText(path), change, a: standingJson(a), b: standingJson(b), blame: { image, layer, step } };
}

function standingJson(standing: Standing | null): object | null {
  return standing && { type: typeOf(standing.kind), size: standing.bytes, layer: standing.layer };
}

function warningsJson(image: 'a' | 'b', { analysis }: ComparedImage): object[] {
  const unreadable = analysis.failures.map(({ layer, failure }) => {
    return { layer, code: 'unreadable', message: failure.message };
  });
  return [...analysis.warnings, ...unreadable].map((warning) => ({ image, ...warning }));
}
