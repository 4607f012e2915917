import type { Analysis, MappedDockerfile } from '../../core/analysis.ts';
import type { Step } from '../../core/dockerfile/types.ts';
import type { StepLayers } from '../../core/mapping/types.ts';
import { secondsText } from '../../core/words/secondsText.ts';
import { stageLabel } from '../../core/words/stageLabel.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import { type Cell, type Column, layOut, type Row } from '../terminal/table.ts';
import { effectCells, effectColumns, mostHiders, titleRow } from './columns.ts';
import { hidersOf } from './hiders.ts';
import { instructionText } from './instructionText.ts';
import { layerOrigins } from './layerOrigins.ts';
import { placesOf } from './place.ts';
import type { TextOptions } from './textOptions.ts';

/** What instructions took stands only where somebody knows. */
function columnsFor({ times }: MappedDockerfile, width: number): readonly Column[] {
  return [
    { title: 'Line', align: 'right' },
    { title: 'Instruction', align: 'left', flexible: true },
    { title: 'Layer', align: 'right' },
    ...(times.size > 0 ? [{ title: 'Time', align: 'right' } as const] : []),
    ...effectColumns(width),
  ];
}

function timeCells({ times }: MappedDockerfile, step: number | null, { style }: TextOptions): Cell[] {
  if (times.size === 0) return [];
  const time = step === null ? undefined : times.get(step);
  if (time === undefined) return [{ text: '' }];
  return time.cached || time.seconds === null
    ? [{ text: 'cached', paint: style.faint }]
    : [{ text: secondsText(time.seconds) }];
}

/** Every instruction of the Dockerfile with what it did; then the layers that no instruction made. */
export function stepTable(analysis: Analysis, mapped: MappedDockerfile, options: TextOptions): string[] {
  const hiders = hidersOf(analysis);
  const columns = columnsFor(mapped, options.width);
  const rows: Row[] = [titleRow(columns, options.style)];
  let stage: number | null = null;
  for (const made of mapped.mapping.steps) {
    const step = mapped.dockerfile.steps[made.step];
    if (step.stage !== stage && step.stage !== null && mapped.dockerfile.stages.length > 1) {
      rows.push({ line: stageLine(mapped, step.stage, options) });
    }
    stage = step.stage;
    rows.push(stepRow(analysis, mapped, hiders, step, made, options));
    if (options.explain === true) rows.push({ line: options.style.faint(`      ${explanation(made)}`) });
  }
  rows.push(...unmatchedRows(analysis, mapped, hiders, options));
  const lines = layOut(columns, rows, options.width);
  return [...lines, ...legend(mapped, options)];
}

function stageLine({ dockerfile, mapping }: MappedDockerfile, index: number, { style }: TextOptions): string {
  const stage = dockerfile.stages[index];
  const shipped = mapping.steps.some(({ step, layers }) => dockerfile.steps[step].stage === index && layers.length > 0);
  const note = index === mapping.target ? 'the image' : shipped ? 'below the image' : 'ships nothing itself';
  return style.faint(`── stage ${escapeForTerminal(stageLabel(stage))}: ${note}`);
}

/** Figures of a layer that several lines made stand once, at the last of them. */
function stepRow(
  analysis: Analysis,
  mapped: MappedDockerfile,
  hiders: number[][],
  step: Step,
  made: StepLayers,
  options: TextOptions,
): Cell[] {
  const { mapping } = mapped;
  const { style, width } = options;
  const own = made.layers.filter((layer) => mapping.stepOfLayer[layer] === step.index);
  const quiet = made.layers.length === 0;
  return [
    { text: String(step.startLine), paint: style.faint },
    { text: instructionText(step), paint: quiet ? style.faint : style.name },
    {
      text: layersText(made, own.length < made.layers.length),
      paint: made.confidence === 'low' || made.stale ? style.warn : style.faint,
    },
    ...timeCells(mapped, step.index, options),
    ...effectCells(
      own.map((layer) => analysis.layers[layer]),
      style,
    ),
    {
      text: placesOf(
        analysis,
        own.flatMap((layer) => hiders[layer]),
        mostHiders(width),
      ),
      paint: style.faint,
    },
  ];
}

/** The sentence that the mapping gives, with how sure it is and of what. */
function explanation({ confidence, evidence, because }: StepLayers): string {
  const source = evidence === null ? '' : `, ${evidence}`;
  return `${confidence}${source}: ${escapeForTerminal(because)}`;
}

/** `4`, `0-2`; a question mark where the mapping is a guess, a star where the line was edited since, an arrow for shared. */
function layersText({ layers, confidence, stale }: StepLayers, shared: boolean): string {
  const mark = `${shared ? '↓' : ''}${confidence === 'low' ? '?' : ''}${stale ? '*' : ''}`;
  if (layers.length === 0) return stale ? '*' : '';
  const first = layers[0];
  const last = layers[layers.length - 1];
  const consecutive = last - first === layers.length - 1;
  return `${first === last ? first : consecutive ? `${first}-${last}` : layers.join(',')}${mark}`;
}

function unmatchedRows(analysis: Analysis, mapped: MappedDockerfile, hiders: number[][], options: TextOptions): Row[] {
  const { mapping } = mapped;
  const { style, width } = options;
  const unmatched = mapping.stepOfLayer.flatMap((step, layer) => (step === null ? [layer] : []));
  if (unmatched.length === 0) return [];
  const origins = layerOrigins(analysis.image);
  const rows = unmatched.map((layer): Cell[] => {
    return [
      { text: '?', paint: style.warn },
      { text: origins[layer] },
      { text: String(layer), paint: style.faint },
      ...timeCells(mapped, null, options),
      ...effectCells([analysis.layers[layer]], style),
      { text: placesOf(analysis, hiders[layer], mostHiders(width)), paint: style.faint },
    ];
  });
  return [{ line: style.warn('── layers that no line of this Dockerfile made') }, ...rows];
}

function legend({ mapping }: MappedDockerfile, { style }: TextOptions): string[] {
  const guessed = mapping.steps.some(({ confidence, layers }) => confidence === 'low' && layers.length > 0);
  const stale = mapping.steps.some((step) => step.stale);
  const shared = mapping.steps.some(({ step, layers }) => layers.some((layer) => mapping.stepOfLayer[layer] !== step));
  return [
    ...(shared ? [style.faint('↓ one layer with lines below: its figures stand at the last of them')] : []),
    ...(guessed ? [style.faint('? matched by its place only')] : []),
    ...(stale ? [style.faint('* changed since the image was built: the figures are of its former text')] : []),
  ];
}
