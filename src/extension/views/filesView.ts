import * as vscode from 'vscode';
import type { PathRow } from '../../protocol/pathRow.ts';
import type { ServerParams } from '../../protocol/serverRequests.ts';
import type { Look } from '../look/look.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { emptyFilter, type FileFilter, filterText } from './fileFilter.ts';
import { fileItem, moreItem } from './fileItem.ts';
import type { FileNode, FilesNode, MoreNode } from './filesNode.ts';

/** The merged file system after the selected step, folder by folder and page by page. */
export class FilesTree implements vscode.TreeDataProvider<FilesNode>, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<FilesNode | undefined>();
  readonly onDidChangeTreeData = this.emitter.event;
  private readonly look: Look;
  private readonly server: LanguageServer;
  private readonly listening: vscode.Disposable;
  /** How many children of a folder are shown, where it is more than a page. */
  private readonly shown = new Map<number, number>();
  sort: 'name' | 'size' = 'name';
  filter: FileFilter = emptyFilter;

  constructor(look: Look, server: LanguageServer) {
    this.look = look;
    this.server = server;
    this.listening = look.onDidChange((changed) => {
      if (!changed.has('steps') && !changed.has('selection') && !changed.has('off')) return;
      this.refresh();
    });
  }

  refresh(): void {
    this.shown.clear();
    this.emitter.fire(undefined);
  }

  /** Shows another page of a folder. */
  more({ parent, left }: MoreNode): void {
    const node = parent?.row.node ?? 0;
    this.shown.set(node, (this.shown.get(node) ?? PAGE) + Math.min(left, PAGE));
    this.emitter.fire(parent);
  }

  async getChildren(parent?: FilesNode): Promise<FilesNode[]> {
    const { view } = this.look;
    if (view === null || parent?.kind === 'more') return [];
    const wanted = this.shown.get(parent?.row.node ?? 0) ?? PAGE;
    const nodes: FilesNode[] = [];
    let total = 0;
    do {
      const page = await this.page(view, parent, nodes.length, Math.min(PAGE, wanted - nodes.length));
      total = page.total;
      nodes.push(...page.rows.map((row) => fileNode(row, parent)));
      if (page.rows.length === 0) break;
    } while (nodes.length < Math.min(wanted, total));
    const left = total - nodes.length;
    return left > 0 ? [...nodes, { kind: 'more', parent, left }] : nodes;
  }

  private page(view: NonNullable<Look['view']>, parent: FileNode | undefined, offset: number, limit: number) {
    const params: ServerParams<'children'> = {
      image: view.image,
      view: { ...view.range, off: [...view.off] },
      node: parent?.row.node ?? 0,
      sort: this.sort,
      filter: filterOf(this.filter),
      offset,
      limit,
    };
    return this.server.ask('children', params);
  }

  getParent(node: FilesNode): FilesNode | undefined {
    return node.parent;
  }

  getTreeItem(node: FilesNode): vscode.TreeItem {
    if (node.kind === 'more') return moreItem(node, node.left);
    return fileItem(node, this.look);
  }

  /** The node of a path in the tree as it is shown; undefined when it is not there. */
  async find(path: string): Promise<FileNode | undefined> {
    const { view } = this.look;
    if (view === null) return undefined;
    let parent: FileNode | undefined;
    const names = path.split('/').filter((name) => name !== '');
    for (const [i] of names.entries()) {
      const below = names.slice(0, i + 1).join('/');
      const asked = { image: view.image, view: { ...view.range, off: [...view.off] }, path: below };
      const row = await this.server.ask('find', asked);
      if (row === null) return undefined;
      parent = fileNode(row, parent);
    }
    return parent;
  }

  dispose(): void {
    this.listening.dispose();
    this.emitter.dispose();
  }
}

function filterOf({ changes, name }: FileFilter): ServerParams<'children'>['filter'] {
  return { ...(changes.length === 0 ? {} : { changes: [...changes] }), ...(name === '' ? {} : { name }) };
}

/** Rows that are asked for at once. */
const PAGE = 500;

function fileNode(row: PathRow, parent: FileNode | undefined): FileNode {
  return { kind: 'file', row, parent, path: parent === undefined ? row.name : `${parent.path}/${row.name}` };
}

export interface FilesView {
  readonly tree: FilesTree;
  readonly view: vscode.TreeView<FilesNode>;
  /** After the filter has changed. */
  show(): void;
  readonly disposable: vscode.Disposable;
}

export function filesView(look: Look, server: LanguageServer): FilesView {
  const tree = new FilesTree(look, server);
  const view = vscode.window.createTreeView('layerwise.files', { treeDataProvider: tree, showCollapseAll: true });
  const show = (): void => {
    view.description = descriptionOf(look);
    const filtered = filterText(tree.filter);
    view.message = filtered ?? '';
    void vscode.commands.executeCommand('setContext', 'layerwise.filesFiltered', filtered !== undefined);
    void vscode.commands.executeCommand('setContext', 'layerwise.filesBySize', tree.sort === 'size');
  };
  const listening = look.onDidChange(show);
  return { tree, view, show, disposable: vscode.Disposable.from(tree, view, listening) };
}

function descriptionOf(look: Look): string {
  const { steps, selection } = look.now;
  if (steps === null) return '';
  if (selection.kind === 'image') return vscode.l10n.t('the whole image');
  if (selection.kind === 'layer') return vscode.l10n.t('after layer {0}', selection.layer);
  const step = steps.stages.flatMap((stage) => stage.steps).find(({ step }) => step === selection.step);
  return step === undefined ? '' : vscode.l10n.t('after line {0}: {1}', step.line, step.text);
}
