import { posix } from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { type HowHidden, hidingWords } from '../../core/words/hidingWords.ts';
import { percentText } from '../../core/words/percentText.ts';
import { showControls } from '../../core/words/showControls.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { shortPlace } from '../commands/placeText.ts';
import type { Look } from '../look/look.ts';
import { type LayerRow, stepOfLayer } from '../look/rows.ts';
import type { LanguageServer } from '../server/languageServer.ts';

type WasteRow = ServerResult<'waste'>['rows'][number];

export type WasteNode =
  | { readonly kind: 'writer'; readonly layer: LayerRow }
  | { readonly kind: 'file'; readonly row: WasteRow; readonly isGrouped: boolean }
  | { readonly kind: 'more'; readonly layer: number | undefined; readonly left: number };

/** What is shipped and not seen, by the step that wrote it or by path; a click leads to the lines. */
export class WasteTree implements vscode.TreeDataProvider<WasteNode>, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<WasteNode | undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly look: Look;
  private readonly server: LanguageServer;
  private readonly listening: vscode.Disposable;
  private readonly shown = new Map<number | undefined, number>();
  groups: 'step' | 'path' = 'step';

  constructor(look: Look, server: LanguageServer) {
    this.look = look;
    this.server = server;
    this.listening = look.onDidChange((changed) => {
      if (changed.has('steps')) this.refresh();
    });
  }

  refresh(): void {
    this.shown.clear();
    this.emitter.fire(undefined);
  }

  more({ layer, left }: Extract<WasteNode, { kind: 'more' }>): void {
    this.shown.set(layer, (this.shown.get(layer) ?? PAGE) + Math.min(left, PAGE));
    this.emitter.fire(undefined);
  }

  async getChildren(node?: WasteNode): Promise<WasteNode[]> {
    const { steps } = this.look.now;
    if (steps === null) return [];
    if (node !== undefined) return node.kind === 'writer' ? this.files(steps.key, node.layer.layer) : [];
    if (this.groups === 'path') return this.files(steps.key, undefined);
    return steps.layers
      .filter(({ wastedBytes }) => wastedBytes > 0)
      .sort((a, b) => b.wastedBytes - a.wastedBytes)
      .map((layer) => ({ kind: 'writer', layer }));
  }

  private async files(image: string, layer: number | undefined): Promise<WasteNode[]> {
    const limit = this.shown.get(layer) ?? PAGE;
    const rows: WasteRow[] = [];
    let total = 0;
    do {
      const page = await this.server.ask('waste', { image, layer, offset: rows.length, limit: PAGE });
      total = page.total;
      rows.push(...page.rows);
      if (page.rows.length === 0) break;
    } while (rows.length < Math.min(limit, total));
    const nodes = rows.map((row): WasteNode => ({ kind: 'file', row, isGrouped: layer !== undefined }));
    return total > rows.length ? [...nodes, { kind: 'more', layer, left: total - rows.length }] : nodes;
  }

  getTreeItem(node: WasteNode): vscode.TreeItem {
    switch (node.kind) {
      case 'writer':
        return this.writerItem(node.layer);
      case 'file':
        return this.fileItem(node);
      case 'more':
        return moreWaste(node);
    }
  }

  private writerItem(layer: LayerRow): vscode.TreeItem {
    const step = stepOfLayer(this.look.now.steps, layer.layer);
    const name = step === undefined ? vscode.l10n.t('Layer {0}', layer.layer) : vscode.l10n.t('Line {0}', step.line);
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Collapsed);
    const share = layer.shippedBytes === 0 ? 0 : layer.wastedBytes / layer.shippedBytes;
    item.id = `waste ${layer.layer}`;
    item.description = `${bytesText(layer.wastedBytes)} · ${step?.text ?? layer.origin}`;
    item.tooltip = `${step?.text ?? layer.origin}\n${vscode.l10n.t('{0} wasted, {1} of what it ships', bytesText(layer.wastedBytes), percentText(share))}`;
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.contextValue = 'writer';
    item.accessibilityInformation = {
      label: vscode.l10n.t('{0} wasted by {1}', bytesText(layer.wastedBytes), this.placeOf(layer.layer)),
    };
    return item;
  }

  /** Below the line that wrote them, names are enough; which folder stands behind them. */
  private fileItem({ row, isGrouped }: Extract<WasteNode, { kind: 'file' }>): vscode.TreeItem {
    const { path, bytes, layer, hiddenBy } = row;
    const [folder, name] = [showControls(posix.dirname(path)), showControls(posix.basename(path))];
    const item = new vscode.TreeItem(isGrouped ? name : showControls(path), vscode.TreeItemCollapsibleState.None);
    const writer = vscode.l10n.t('written in {0}', this.placeOf(layer));
    const hider = vscode.l10n.t('{0} in {1}', howText(hiddenBy.how), this.placeOf(hiddenBy.layer));
    const lines = isGrouped
      ? shortPlace(this.look, hiddenBy.layer)
      : vscode.l10n.t('{0} → {1}', shortPlace(this.look, layer), shortPlace(this.look, hiddenBy.layer));
    const why = vscode.l10n.t('{0}: {1}', lines, howText(hiddenBy.how));
    item.id = `waste ${layer} ${row.node} ${this.groups}`;
    item.description = [bytesText(bytes), why, ...(isGrouped && folder !== '.' ? [folder] : [])].join(' · ');
    item.tooltip = `/${showControls(path)}\n${writer}\n${hider}`;
    item.iconPath = new vscode.ThemeIcon('file');
    item.contextValue = 'wasted';
    item.accessibilityInformation = { label: [showControls(path), bytesText(bytes), writer, hider].join(', ') };
    item.command = {
      title: vscode.l10n.t('Go to the line that wrote it'),
      command: 'layerwise.goToWriter',
      arguments: [{ kind: 'file', row, isGrouped }],
    };
    return item;
  }

  /** `line 37: RUN chown …`, or the layer where no line made it. */
  private placeOf(layer: number): string {
    const row = stepOfLayer(this.look.now.steps, layer);
    if (row === undefined) return vscode.l10n.t('layer {0}', layer);
    return vscode.l10n.t('line {0}: {1}', row.line, shortened(row.text));
  }

  dispose(): void {
    this.listening.dispose();
    this.emitter.dispose();
  }
}

const PAGE = 200;

function moreWaste(node: Extract<WasteNode, { kind: 'more' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more…', node.left), vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { title: vscode.l10n.t('Show more'), command: 'layerwise.showMore', arguments: [node] };
  return item;
}

const LONGEST = 40;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function howText(how: HowHidden): string {
  return vscode.l10n.t(hidingWords[how]);
}

export interface WasteView {
  readonly tree: WasteTree;
  readonly disposable: vscode.Disposable;
}

export function wasteView(look: Look, server: LanguageServer): WasteView {
  const tree = new WasteTree(look, server);
  const view = vscode.window.createTreeView('layerwise.waste', { treeDataProvider: tree, showCollapseAll: true });
  const listening = look.onDidChange(() => {
    const { steps } = look.now;
    const wasted = steps?.totals.wastedBytes ?? 0;
    view.description = wasted === 0 ? '' : bytesText(wasted);
    view.message = steps !== null && wasted === 0 ? vscode.l10n.t('Nothing in this image is shipped for nothing.') : '';
  });
  return { tree, disposable: vscode.Disposable.from(tree, view, listening) };
}
