import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { familiarName } from '../../core/words/familiarName.ts';
import type { Look } from '../look/look.ts';
import { imageSteps, type LayerRow, type Selection, type StageRow, type StepRow } from '../look/rows.ts';
import { stepDescription, stepIcon, stepTooltip, stepWords } from './stepItem.ts';

export type StepNode =
  | { readonly kind: 'stage'; readonly stage: StageRow }
  | { readonly kind: 'step'; readonly step: StepRow; readonly stage: StageRow }
  | {
      readonly kind: 'layer';
      readonly layer: LayerRow;
      readonly step: StepRow | null;
      readonly stage: StageRow | null;
    };

/** Stages, instructions and layers; a checkbox peels layers off. */
export class StepsTree implements vscode.TreeDataProvider<StepNode>, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly look: Look;
  private readonly listening: vscode.Disposable;

  constructor(look: Look) {
    this.look = look;
    this.listening = look.onDidChange((changed) => {
      if (changed.has('steps') || changed.has('off') || changed.has('image')) this.emitter.fire(undefined);
    });
  }

  getChildren(node?: StepNode): StepNode[] {
    const { steps } = this.look.now;
    if (steps === null) return [];
    if (node === undefined) return this.roots();
    if (node.kind === 'stage') return node.stage.steps.map((step) => ({ kind: 'step', step, stage: node.stage }));
    if (node.kind === 'layer' || node.step.own.length < 2) return [];
    return node.step.own.map((layer) => ({
      kind: 'layer',
      layer: steps.layers[layer],
      step: node.step,
      stage: node.stage,
    }));
  }

  getParent(node: StepNode): StepNode | undefined {
    if (node.kind === 'stage') return undefined;
    if (node.kind === 'step') return this.hasStages() ? { kind: 'stage', stage: node.stage } : undefined;
    return node.step === null || node.stage === null ? undefined : { kind: 'step', step: node.step, stage: node.stage };
  }

  getTreeItem(node: StepNode): vscode.TreeItem {
    switch (node.kind) {
      case 'stage':
        return stageItem(node.stage);
      case 'step':
        return this.stepItem(node.step);
      case 'layer':
        return this.layerItem(node.layer);
    }
  }

  /** The node of a step; undefined when it is not listed. */
  find(wanted: number): StepNode | undefined {
    for (const stage of this.look.now.steps?.stages ?? []) {
      const step = stage.steps.find((row) => row.step === wanted);
      if (step !== undefined) return { kind: 'step', step, stage };
    }
    return undefined;
  }

  private roots(): StepNode[] {
    const { steps } = this.look.now;
    if (steps === null) return [];
    const unmade = steps.layers.filter(({ step }) => step === null);
    const loose = unmade.map((layer): StepNode => ({ kind: 'layer', layer, step: null, stage: null }));
    if (this.hasStages()) return [...steps.stages.map((stage): StepNode => ({ kind: 'stage', stage })), ...loose];
    const own = steps.stages.flatMap((stage) => stage.steps.map((step): StepNode => ({ kind: 'step', step, stage })));
    return [...own, ...loose];
  }

  private hasStages(): boolean {
    return (this.look.now.steps?.stages.length ?? 0) > 1;
  }

  private stepItem(step: StepRow): vscode.TreeItem {
    const several = step.own.length > 1;
    const state = several ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    const item = new vscode.TreeItem(cutEnd(step.text, LONGEST), state);
    item.id = `step ${step.step}`;
    item.description = stepDescription(step);
    item.tooltip = stepTooltip(step);
    item.iconPath = stepIcon(step);
    item.contextValue = step.own.length > 0 ? 'step layers' : 'step';
    item.accessibilityInformation = {
      label: [vscode.l10n.t('Line {0}: {1}', step.line, step.text), stepWords(step)]
        .filter((part) => part !== '')
        .join(', '),
    };
    if (step.own.length > 0) item.checkboxState = this.checkbox(step.own);
    return item;
  }

  private layerItem(row: LayerRow): vscode.TreeItem {
    const item = new vscode.TreeItem(vscode.l10n.t('Layer {0}', row.layer), vscode.TreeItemCollapsibleState.None);
    const wasted = row.wastedBytes > 0 ? vscode.l10n.t('{0} wasted', bytesText(row.wastedBytes)) : '';
    item.id = `layer ${row.layer}`;
    item.description = [row.step === null ? row.origin : '', bytesText(row.shippedBytes), wasted]
      .filter((part) => part !== '')
      .join(' · ');
    item.tooltip = `${row.origin}\n${row.digest}\n${vscode.l10n.t('{0} to pull', bytesText(row.blobBytes))}`;
    item.iconPath = new vscode.ThemeIcon('layers');
    item.contextValue = 'layer layers';
    item.checkboxState = this.checkbox([row.layer]);
    return item;
  }

  private checkbox(layers: readonly number[]): NonNullable<vscode.TreeItem['checkboxState']> {
    const isOn = layers.every((layer) => !this.look.now.off.has(layer));
    return {
      state: isOn ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: isOn ? vscode.l10n.t('Peel this layer off') : vscode.l10n.t('Put this layer back'),
    };
  }

  dispose(): void {
    this.listening.dispose();
    this.emitter.dispose();
  }
}

/** Room is left for the figures. */
const LONGEST = 17;

function cutEnd(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

function stageItem(stage: StageRow): vscode.TreeItem {
  const name = stage.name ?? vscode.l10n.t('stage {0}', stage.index);
  const state =
    stage.part === 'outside' ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded;
  const item = new vscode.TreeItem(name, state);
  const part = {
    target: vscode.l10n.t('the image'),
    below: vscode.l10n.t('below the image'),
    outside: vscode.l10n.t('ships nothing itself'),
  }[stage.part];
  item.id = `stage ${stage.index}`;
  item.description = `${part} · ${familiarName(stage.from)}`;
  item.iconPath = new vscode.ThemeIcon(stage.part === 'outside' ? 'circle-outline' : 'package');
  item.contextValue = 'stage';
  return item;
}

/** What a menu of the view gives. */
export function isStepNode(argument: unknown): argument is StepNode {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && argument.kind !== 'file';
}

/** Layers that a node of the tree stands for. */
export function layersOf(node: StepNode): readonly number[] {
  if (node.kind === 'stage') return node.stage.steps.flatMap(({ own }) => own);
  return node.kind === 'step' ? node.step.own : [node.layer.layer];
}

export interface StepsView {
  readonly tree: StepsTree;
  /** Rows that are selected in it, in the order in which that was done. */
  selected(): readonly StepNode[];
  readonly disposable: vscode.Disposable;
}

function isSame(node: StepNode, step: number): boolean {
  return node.kind === 'step' && node.step.step === step;
}

/** Shows the view, and keeps it, the editor's cursor and what is looked at together. */
export function stepsView(look: Look): StepsView {
  const tree = new StepsTree(look);
  const view = vscode.window.createTreeView('layerwise.steps', {
    treeDataProvider: tree,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
    canSelectMany: true,
  });
  const reveal = async (): Promise<void> => {
    const { selection } = look.now;
    if (!view.visible || selection.kind !== 'step') return;
    const node = tree.find(selection.step);
    const shown = view.selection.at(0);
    if (view.selection.length > 1 && view.selection.some((other) => isSame(other, selection.step))) return;
    if (node === undefined || (shown?.kind === 'step' && shown.step.step === selection.step)) return;
    await view.reveal(node, { select: true, focus: false });
  };
  const disposable = vscode.Disposable.from(
    tree,
    view,
    view.onDidChangeCheckboxState(({ items }) => {
      for (const [node, state] of items) look.peel(layersOf(node), state === vscode.TreeItemCheckboxState.Checked);
    }),
    view.onDidChangeSelection(({ selection }) => {
      // Several are selected to be asked about together.
      if (selection.length > 1) return;
      const node = selection.at(0);
      const chosen = node && selectionOf(look, node);
      if (chosen === undefined) return;
      const isNew = JSON.stringify(chosen) !== JSON.stringify(look.now.selection);
      look.select(chosen);
      if (isNew && node?.kind === 'step') void showLine(look, node.step.line, true);
    }),
    view.onDidChangeVisibility(() => void reveal()),
    look.onDidChange((changed) => {
      view.message = messageOf(look) ?? '';
      if (changed.has('selection') || changed.has('steps')) void reveal();
    }),
  );
  return { tree, selected: () => view.selection, disposable };
}

function selectionOf(look: Look, node: StepNode): Selection | undefined {
  if (node.kind === 'layer') return { kind: 'layer', layer: node.layer.layer };
  if (node.kind === 'stage') return undefined;
  const { steps } = look.now;
  const isPart = steps !== null && imageSteps(steps).some(({ step }) => step === node.step.step);
  return isPart ? { kind: 'step', step: node.step.step } : undefined;
}

/** Puts the cursor on a line of the Dockerfile, from 1. */
export async function showLine(look: Look, line: number, preserveFocus: boolean): Promise<void> {
  const { subject } = look.now;
  if (subject?.kind === 'dockerfile') await showLineOf(subject.uri, line, { preserveFocus });
}

export interface LineOptions {
  readonly preserveFocus: boolean;
  /** For a document that is not shown. */
  readonly column?: vscode.ViewColumn;
}

/** The same in any document. */
export async function showLineOf(uri: vscode.Uri, line: number, { preserveFocus, column }: LineOptions): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const viewColumn = shown?.viewColumn ?? column;
  const position = new vscode.Position(line - 1, 0);
  const editor = await vscode.window.showTextDocument(uri, {
    preserveFocus,
    ...(viewColumn === undefined ? {} : { viewColumn }),
  });
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function messageOf(look: Look): string | undefined {
  const { image, off } = look.now;
  if (image?.state === 'opening') return vscode.l10n.t('Reading the image…');
  if (image?.state === 'failed') return `${image.message}. ${image.advice}`;
  if (image?.state === 'open' && image.isReloading) return vscode.l10n.t('A newer image is being read…');
  if (off.size === 0) return undefined;
  return off.size === 1 ? vscode.l10n.t('1 layer peeled off') : vscode.l10n.t('{0} layers peeled off', off.size);
}
