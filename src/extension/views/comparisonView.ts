import * as vscode from 'vscode';
import { countText } from '../../core/words/countText.ts';
import { type Comparison, type Differences, sidesOf } from '../look/comparison.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { differenceItem, groupItem, restItem, totalsText } from './comparisonItem.ts';
import type { ComparisonNode, DifferenceNode, GroupNode, RestNode } from './comparisonNode.ts';

/** What differs in two images: the instructions that are to blame, and below each its folders and files. */
export class ComparisonTree implements vscode.TreeDataProvider<ComparisonNode>, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<ComparisonNode | undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly comparison: Comparison;
  private readonly server: LanguageServer;
  private readonly listening: vscode.Disposable;
  /** How many rows of a list are shown, where it is more than a page. */
  private readonly shown = new Map<string, number>();

  constructor(comparison: Comparison, server: LanguageServer) {
    this.comparison = comparison;
    this.server = server;
    this.listening = comparison.onDidChange(() => {
      this.shown.clear();
      this.emitter.fire(undefined);
    });
  }

  more({ parent, left }: RestNode): void {
    const name = nameOf(parent);
    this.shown.set(name, (this.shown.get(name) ?? PAGE) + Math.min(left, PAGE));
    this.emitter.fire(parent);
  }

  async getChildren(node?: ComparisonNode): Promise<ComparisonNode[]> {
    const { differences } = this.comparison;
    if (node === undefined)
      return (differences?.groups ?? []).map((group, i) => ({ kind: 'group', group, isFirst: i === 0 }));
    return node.kind === 'rest' ? [] : this.below(node);
  }

  private async below(parent: GroupNode | DifferenceNode): Promise<ComparisonNode[]> {
    const { now } = this.comparison;
    if (now === null) return [];
    const { group } = parent;
    const asked = {
      ...sidesOf(now),
      blame: { a: [...group.a], b: [...group.b] },
      path: parent.kind === 'group' ? '' : parent.row.path,
    };
    const wanted = this.shown.get(nameOf(parent)) ?? PAGE;
    const nodes: ComparisonNode[] = [];
    let total = 0;
    do {
      const page = await this.server.ask('diffChildren', {
        ...asked,
        offset: nodes.length,
        limit: Math.min(PAGE, wanted - nodes.length),
      });
      total = page.total;
      nodes.push(
        ...page.rows.map((row): DifferenceNode => ({ kind: 'difference', row, group, isAlone: page.total === 1 })),
      );
      if (page.rows.length === 0) break;
    } while (nodes.length < Math.min(wanted, total));
    const left = total - nodes.length;
    return left > 0 ? [...nodes, { kind: 'rest', parent, left }] : nodes;
  }

  getTreeItem(node: ComparisonNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group':
        return groupItem(node);
      case 'difference':
        return differenceItem(node);
      case 'rest':
        return restItem(node);
    }
  }

  dispose(): void {
    this.listening.dispose();
    this.emitter.dispose();
  }
}

/** Rows that are asked for at once. */
const PAGE = 200;

function nameOf(node: GroupNode | DifferenceNode): string {
  const { a, b } = node.group;
  return `${a.join()} ${b.join()} ${node.kind === 'group' ? '' : node.row.path}`;
}

export interface ComparisonView {
  readonly tree: ComparisonTree;
  readonly disposable: vscode.Disposable;
}

/** The view is there as long as something is compared. */
export function comparisonView(comparison: Comparison, server: LanguageServer): ComparisonView {
  const tree = new ComparisonTree(comparison, server);
  const view = vscode.window.createTreeView('layerwise.comparison', { treeDataProvider: tree, showCollapseAll: true });
  const show = (): void => {
    const { now, differences } = comparison;
    view.description = now === null ? '' : `${now.a.short} → ${now.b.short}`;
    view.message = differences === null ? '' : messageOf(differences);
    void vscode.commands.executeCommand('setContext', 'layerwise.comparison', now?.kind ?? false);
  };
  show();
  const listening = comparison.onDidChange(show);
  return { tree, disposable: vscode.Disposable.from(tree, view, listening) };
}

function messageOf({ total, same, unread, totals }: Differences): string {
  if (total === 0) return vscode.l10n.t('No differences: all {0} paths are alike.', countText(same));
  const text = [totalsText(totals), vscode.l10n.t('{0} alike', countText(same))].join(', ');
  if (unread === 0) return text;
  const gone = vscode.l10n.t(
    'Of {0} files of one size the contents are gone with the image before: they may be alike.',
    countText(unread),
  );
  return `${text}. ${gone}`;
}
