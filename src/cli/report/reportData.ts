import { version } from '../../../package.json';
import type { Analysis, MappedDockerfile } from '../../core/analysis.ts';
import { analysisFindings } from '../../core/analysisFindings.ts';
import type { Finding } from '../../core/findings/finding.ts';
import type { FindingLimits } from '../../core/findings/findings.ts';
import { formatPlatform } from '../../core/image/platform.ts';
import { noChanges } from '../../core/merge/changes.ts';
import { imagePicture } from '../../core/picture/imagePicture.ts';
import type { ReportData, ReportFinding, ReportStep } from '../../core/picture/reportTypes.ts';
import type { PictureLayer } from '../../core/picture/types.ts';
import { familiarName } from '../../core/words/familiarName.ts';
import { instructionText } from '../../core/words/instructionText.ts';
import { layerOrigins } from '../../core/words/layerOrigins.ts';
import { stageLabel } from '../../core/words/stageLabel.ts';

/** A page is to be opened by mail and in old tablets: of a large image it tells the largest files. */
const MOST_FILES = 20_000;
const MOST_WASTE = 100;
/** Of one instruction. */
const MOST_TEXT = 2000;

/** What the page shows, as plain data. */
export function reportData(analysis: Analysis, limits?: FindingLimits): ReportData {
  const { image, totals, dockerfile, tree, waste } = analysis;
  const origins = layerOrigins(image);
  const target = dockerfile?.dockerfile.stages.at(dockerfile.mapping.target);
  return {
    version,
    name: image.tags.length > 0 ? familiarName(image.tags[0]) : image.reference,
    image: {
      reference: image.reference,
      tags: image.tags.slice(0, 10).map(familiarName),
      id: image.id,
      platform: formatPlatform(image.platform),
      created: image.config.created ?? null,
    },
    dockerfile: dockerfile && {
      path: dockerfile.path,
      stage: target?.name ? stageLabel(target) : null,
      recorded: dockerfile.recorded,
    },
    totals,
    picture: imagePicture(tree, MOST_FILES),
    layers: analysis.layers.map((_, layer) => pictureLayer(analysis, origins, layer)),
    steps: dockerfile === null ? layerSteps(analysis, origins, null) : allSteps(analysis, dockerfile, origins),
    findings: analysisFindings(analysis, limits).map(reportFinding).sort(byWeight),
    waste: waste.slice(0, MOST_WASTE).map(({ node, bytes, layer, hiddenBy }) => {
      return { path: tree.path(node), bytes, layer, hiddenBy };
    }),
    wastedFiles: waste.length,
    warnings: [
      ...analysis.warnings.map(({ message }) => message),
      ...analysis.failures.map(({ failure }) => failure.message),
    ],
  };
}

function reportFinding({ rule, severity, message, advice, bytes, share, written, hidden }: Finding): ReportFinding {
  const [line, hiddenLine] = [written.startLine, hidden?.startLine ?? null];
  return { rule, severity, message, advice, bytes, share, line, hiddenLine };
}

/** What is warned of comes first, then what costs most. */
function byWeight(a: ReportFinding, b: ReportFinding): number {
  const isWarning = ({ severity }: ReportFinding): number => (severity === 'warning' ? 1 : 0);
  return isWarning(b) - isWarning(a) || b.bytes - a.bytes;
}

function pictureLayer({ layers, dockerfile }: Analysis, origins: readonly string[], layer: number): PictureLayer {
  const { shippedBytes, visibleBytes, wastedBytes } = layers[layer];
  const index = dockerfile?.mapping.stepOfLayer[layer] ?? null;
  const step = dockerfile === null || index === null ? null : dockerfile.dockerfile.steps[index];
  const time = step === null ? undefined : dockerfile?.times.get(step.index);
  return {
    line: step?.startLine ?? null,
    endLine: step?.endLine ?? null,
    text: (step === null ? origins[layer] : instructionText(step)).slice(0, MOST_TEXT),
    shippedBytes,
    visibleBytes,
    wastedBytes,
    isBase: layer < (dockerfile?.mapping.baseLayers ?? 0),
    seconds: time?.seconds ?? null,
    cached: time?.cached ?? false,
  };
}

function allSteps(analysis: Analysis, mapped: MappedDockerfile, origins: readonly string[]): ReportStep[] {
  const { dockerfile, mapping, times } = mapped;
  const steps = mapping.steps.map((made): ReportStep => {
    const step = dockerfile.steps[made.step];
    const layers = made.layers.filter((layer) => mapping.stepOfLayer[layer] === step.index);
    const time = times.get(step.index);
    const isGuess = made.confidence === 'low' && made.layers.length > 0;
    return {
      line: step.startLine,
      text: sourceText(dockerfile, step.startLine, step.endLine),
      layers,
      doubt: made.stale ? 'stale' : isGuess ? 'guessed' : null,
      ...figures(analysis, layers),
      seconds: time?.seconds ?? null,
      cached: time?.cached ?? false,
      stage: step.stage === null || dockerfile.stages.length < 2 ? null : stageLabel(dockerfile.stages[step.stage]),
    };
  });
  return [...steps, ...layerSteps(analysis, origins, mapped)];
}

/** As it stands in the Dockerfile, with its lines. */
function sourceText({ text }: MappedDockerfile['dockerfile'], first: number, last: number): string {
  return text
    .split('\n')
    .slice(first - 1, last)
    .join('\n')
    .slice(0, MOST_TEXT);
}

/** Layers that no instruction made. */
function layerSteps(analysis: Analysis, origins: readonly string[], mapped: MappedDockerfile | null): ReportStep[] {
  return origins.flatMap((text, layer) => {
    if (mapped !== null && mapped.mapping.stepOfLayer[layer] !== null) return [];
    const figured = figures(analysis, [layer]);
    return [
      {
        line: null,
        text: text.slice(0, MOST_TEXT),
        layers: [layer],
        doubt: null,
        ...figured,
        seconds: null,
        cached: false,
        stage: null,
      },
    ];
  });
}

function figures(
  { layers }: Analysis,
  wanted: readonly number[],
): Pick<ReportStep, 'changes' | 'shippedBytes' | 'wastedBytes'> {
  const changes = noChanges();
  let [shippedBytes, wastedBytes] = [0, 0];
  for (const layer of wanted) {
    shippedBytes += layers[layer].shippedBytes;
    wastedBytes += layers[layer].wastedBytes;
    for (const change of Object.keys(changes) as (keyof typeof changes)[])
      changes[change] += layers[layer].changes[change];
  }
  return { changes, shippedBytes, wastedBytes };
}
