import type { Analysis, MappedDockerfile } from '../../core/analysis.ts';
import { analysisFindings } from '../../core/analysisFindings.ts';
import type { StepTime } from '../../core/build/stepTimes.ts';
import type { Finding } from '../../core/findings/finding.ts';
import type { FindingLimits } from '../../core/findings/findings.ts';
import { formatPlatform } from '../../core/image/platform.ts';
import { stageLabel } from '../../core/words/stageLabel.ts';
import { jsonPieces, LongList } from './jsonPieces.ts';

/**
 * The report for machines, version 1: stable, additions only. Documented in docs/report.md. As text in pieces, for each of
 * a million wasted files has its lines.
 */
export function analysisJson(analysis: Analysis, limits?: FindingLimits): Iterable<string> {
  return jsonPieces(sections(analysis, limits));
}

function sections(analysis: Analysis, limits?: FindingLimits): Record<string, unknown> {
  const { image, totals, dockerfile } = analysis;
  return {
    schema: 'layerwise.report/1',
    image: {
      reference: image.reference,
      source: image.source,
      id: image.id,
      platform: formatPlatform(image.platform),
      created: image.config.created ?? null,
    },
    totals,
    layers: analysis.layers.map((summary, index) => layerJson(analysis, summary, index)),
    dockerfile: dockerfile === null ? null : dockerfileJson(dockerfile),
    waste: new LongList(analysis.waste.length, (start, end) => wasteJson(analysis, start, end)),
    findings: analysisFindings(analysis, limits).map(findingJson),
    warnings: [
      ...analysis.warnings,
      ...analysis.failures.map(({ layer, failure }) => ({ layer, code: 'unreadable', message: failure.message })),
    ],
  };
}

function wasteJson({ tree, waste }: Analysis, start: number, end: number): object[] {
  return waste
    .slice(start, end)
    .map(({ node, bytes, layer, hiddenBy }) => ({ path: tree.path(node), bytes, layer, hiddenBy }));
}

export function findingJson({
  rule,
  kind,
  severity,
  bytes,
  share,
  files,
  message,
  advice,
  written,
  hidden,
  paths,
}: Finding): object {
  return {
    rule,
    severity,
    bytes,
    message,
    startLine: written.startLine,
    endLine: written.endLine,
    layer: written.layer,
    hiddenByLayer: hidden?.layer ?? null,
    hiddenByLine: hidden?.startLine ?? null,
    kind,
    share,
    files,
    advice,
    paths,
  };
}

function layerJson({ image, dockerfile }: Analysis, summary: Analysis['layers'][number], index: number): object {
  const { diffId, digest, mediaType, blobSize, history } = image.layers[index];
  const { shippedBytes, visibleBytes, wastedBytes, hidesBytes, changes } = summary;
  const { mapping } = dockerfile ?? {};
  return {
    index,
    diffId,
    digest,
    mediaType,
    blobBytes: blobSize,
    shippedBytes,
    visibleBytes,
    wastedBytes,
    hidesBytes,
    changes,
    createdBy: history === null ? '' : image.history[history].createdBy,
    base: index < (mapping?.baseLayers ?? 0),
    step: mapping?.stepOfLayer[index] ?? null,
  };
}

function dockerfileJson({ path, recorded, dockerfile, mapping, times }: MappedDockerfile): object {
  const target = dockerfile.stages.at(mapping.target);
  return {
    path,
    ...(recorded ? { recorded } : {}),
    target: target === undefined ? null : stageLabel(target),
    steps: mapping.steps.map(({ step, layers, confidence, evidence, stale }) => {
      const { index, stage, instruction, startLine, endLine } = dockerfile.steps[step];
      return {
        index,
        stage: stage === null ? null : stageLabel(dockerfile.stages[stage]),
        instruction,
        startLine,
        endLine,
        layers,
        confidence,
        // A step that nothing speaks for was looked for in the history.
        evidence: evidence ?? 'history',
        stale,
        ...timeJson(times.get(step)),
      };
    }),
  };
}

function timeJson(time: StepTime | undefined): object {
  return time === undefined ? {} : { buildSeconds: time.seconds, cached: time.cached };
}
