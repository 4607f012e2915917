import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { fullPlace } from '../../core/words/pathOrReference.ts';
import { percentText } from '../../core/words/percentText.ts';
import type { StepsAnswer } from '../../protocol/serverRequests.ts';
import { whatIfUri } from '../files/whatIfDocuments.ts';
import { between, type Joinable, joinableRange, linesOf, numbersFrom } from '../look/layerRanges.ts';
import { imageSteps } from '../look/rows.ts';
import { isStepNode, type StepNode, showLine } from '../views/stepsView.ts';
import type { Bench, Command } from './command.ts';
import { applyFix, joinFix } from './joinFix.ts';
import { shortPlace } from './placeText.ts';

type Steps = NonNullable<StepsAnswer>;

/** What one layer in place of the selected steps would save, with a button for the fix where there is one. */
export const whatIfJoined: Command = async (bench, argument, selected) => {
  const { steps } = opened(bench);
  const several = nodesOf(bench, argument, selected);
  const layers =
    several.length > 1
      ? layersIn(several)
      : await pickLayers(steps, vscode.l10n.t('Which steps would be one layer?'), layersIn(several));
  if (layers === undefined) return;
  const range = joinableRange(steps, layers);
  if (typeof range === 'string') throw new Error(unjoinable(range, steps));
  await tellJoined(bench, range, between(range, layers));
};

/** What the image would be without the selected steps. */
export const whatIfWithout: Command = async (bench, argument, selected) => {
  const { steps } = opened(bench);
  const nodes = nodesOf(bench, argument, selected);
  const chosen = layersIn(nodes);
  const layers =
    chosen.length > 0 ? chosen : await pickLayers(steps, vscode.l10n.t('Which steps would not be there?'), []);
  if (layers !== undefined && layers.length > 0) await tellWithout(bench, layers);
};

/** The steps that would save most as one layer; the chosen ones are told of. */
export const suggestJoins: Command = async (bench) => {
  const { steps } = opened(bench);
  const joins = await bench.server.ask('joins', { image: steps.key, from: steps.totals.baseLayers });
  if (joins.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No layers of this image would be smaller as one.'));
    return;
  }
  const chosen = await vscode.window.showQuickPick(
    joins.map((joined) => ({ ...joinItem(bench, steps, joined), joined })),
    {
      title: vscode.l10n.t('What these would save as one layer, the most for each layer given up first'),
      placeHolder: vscode.l10n.t('Ranges overlap: their savings do not add up.'),
      matchOnDescription: true,
      matchOnDetail: true,
    },
  );
  if (chosen === undefined) return;
  const lines = linesOf(steps, chosen.joined);
  if (lines !== null) await showLine(bench.look, lines.from, true);
  await tellJoined(bench, chosen.joined, []);
};

function joinItem({ look }: Bench, steps: Steps, joined: Joinable & { readonly savedBytes: number }) {
  const names = [joined.first, joined.last].map((layer) => textOf(steps, layer));
  const share = percentText(joined.savedBytes / steps.totals.shippedBytes);
  return {
    label: rangeText(look, steps, joined),
    description: vscode.l10n.t('saves {0}, {1} of the image', bytesText(joined.savedBytes), share),
    detail: names.join(' … '),
  };
}

async function tellJoined(bench: Bench, range: Joinable, taken: readonly number[]): Promise<void> {
  const { steps, id } = opened(bench);
  const [joined] = await bench.server.ask('joins', {
    image: steps.key,
    range: { first: range.first, last: range.last },
  });
  const name = rangeText(bench.look, steps, range);
  const saved = savedText(name, joined.savedBytes, steps.totals.shippedBytes);
  const also =
    taken.length === 0
      ? ''
      : ` ${vscode.l10n.t('It would take in {0} too, which lies between.', taken.map((layer) => shortPlace(bench.look, layer)).join(', '))}`;
  const fix = joined.savedBytes > 0 ? await fixOf(bench, steps, range) : null;
  const apply = fix === null ? [] : [vscode.l10n.t('Apply')];
  const details = vscode.l10n.t('Details');
  const chosen = await vscode.window.showInformationMessage(`${saved}${also}`, ...apply, details);
  if (chosen === details) {
    const layers = numbersFrom(range.first, range.last);
    await openDetails(id, vscode.l10n.t('With {0} as one layer', name), 'joined', layers);
  } else if (chosen !== undefined && fix !== null) await applyFix(fix);
}

function savedText(name: string, saved: number, shipped: number): string {
  if (saved > 0) {
    const share = percentText(saved / shipped);
    return vscode.l10n.t(
      '{0} as one layer would save {1}, {2} of the image. It would show the same files.',
      name,
      bytesText(saved),
      share,
    );
  }
  return saved === 0
    ? vscode.l10n.t('{0} as one layer would save nothing.', name)
    : vscode.l10n.t('{0} as one layer would ship {1} more.', name, bytesText(-saved));
}

async function fixOf({ look }: Bench, steps: Steps, range: Joinable): Promise<vscode.CodeAction | null> {
  const lines = linesOf(steps, range);
  const { subject } = look.now;
  if (lines === null || subject?.kind !== 'dockerfile') return null;
  return joinFix(subject.uri, lines.from, lines.to.endLine);
}

async function tellWithout(bench: Bench, layers: readonly number[]): Promise<void> {
  const { steps, id } = opened(bench);
  const told = await bench.server.ask('without', { image: steps.key, layers: [...layers] });
  const name = [...new Set(told.layers.map((layer) => shortPlace(bench.look, layer)))].join(', ');
  const text = vscode.l10n.t(
    'Without {0} the image would ship {1} less. {2} of what it shows would be gone, and {3} that it hides would be there again.',
    name,
    bytesText(told.savedBytes),
    bytesText(told.lostBytes),
    bytesText(told.restoredBytes),
  );
  const details = vscode.l10n.t('Details');
  if ((await vscode.window.showInformationMessage(text, details)) === details)
    await openDetails(id, vscode.l10n.t('Without {0}', name), 'without', told.layers);
}

async function openDetails(
  id: string,
  name: string,
  kind: 'joined' | 'without',
  layers: readonly number[],
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(whatIfUri(id, name, { kind, layers }));
  await vscode.window.showTextDocument(document, { preview: true, viewColumn: vscode.ViewColumn.Beside });
}

function opened({ look, images }: Bench): { readonly steps: Steps; readonly id: string } {
  const { steps, image } = look.now;
  if (steps === null || image?.state !== 'open') throw new Error(vscode.l10n.t('No image is open.'));
  images.remember(image.id, { path: fullPlace(image) });
  return { steps, id: image.id };
}

/** Of a menu what is selected with the row, or the row alone; of the palette what is selected in the view. */
function nodesOf({ steps }: Bench, argument: unknown, selected: unknown): readonly StepNode[] {
  if (Array.isArray(selected) && selected.length > 1) return selected.filter(isStepNode);
  return isStepNode(argument) ? [argument] : steps.selected();
}

/** All that a step made: also what stands at a later line. */
function layersIn(nodes: readonly StepNode[]): number[] {
  const layers = nodes.flatMap((node) => {
    if (node.kind === 'layer') return [node.layer.layer];
    return node.kind === 'step' ? node.step.layers : node.stage.steps.flatMap((step) => step.layers);
  });
  return [...new Set(layers)].sort((a, b) => a - b);
}

async function pickLayers(steps: Steps, title: string, picked: readonly number[]): Promise<number[] | undefined> {
  const rows = imageSteps(steps).filter(({ layers }) => layers.length > 0);
  const items =
    rows.length > 0
      ? rows.map(({ line, text, layers, shippedBytes }) => ({
          label: text,
          description: `${vscode.l10n.t('line {0}', line)} · ${bytesText(shippedBytes)}`,
          layers,
        }))
      : steps.layers.map(({ layer, origin, shippedBytes }) => ({
          label: vscode.l10n.t('layer {0}', layer),
          description: `${bytesText(shippedBytes)} · ${origin}`,
          layers: [layer],
        }));
  const marked = items.map((item) => ({ ...item, picked: item.layers.some((layer) => picked.includes(layer)) }));
  const chosen = await vscode.window.showQuickPick(marked, { title, canPickMany: true, matchOnDescription: true });
  return chosen === undefined ? undefined : [...new Set(chosen.flatMap(({ layers }) => layers))].sort((a, b) => a - b);
}

function unjoinable(why: 'none' | 'one' | 'base', { totals }: Steps): string {
  switch (why) {
    case 'none':
      return vscode.l10n.t('These steps made no layer of the image. Select two that did.');
    case 'one':
      return vscode.l10n.t('This is one layer already. Select at least two steps.');
    case 'base':
      return vscode.l10n.t(
        'Layers of the base image (0 to {0}) cannot be joined with those of this Dockerfile: they are built elsewhere. Select later steps.',
        totals.baseLayers - 1,
      );
  }
}

function textOf(steps: Steps, layer: number): string {
  const { step, origin } = steps.layers[layer];
  const row = imageSteps(steps).find((one) => one.step === step);
  return row?.text ?? origin;
}

/** `lines 27–29`, or `layers 3–5` where one of the two ends has no line. */
function rangeText(look: Bench['look'], steps: Steps, range: Joinable): string {
  const lines = linesOf(steps, range);
  if (lines === null || look.now.subject?.kind !== 'dockerfile')
    return vscode.l10n.t('Layers {0}–{1}', range.first, range.last);
  return vscode.l10n.t('Lines {0}–{1}', lines.from, lines.to.line);
}
