import * as vscode from 'vscode';
import { isRest } from '../views/comparisonNode.ts';
import { type ChangeKind, changeWord, emptyFilter, type FileFilter } from '../views/fileFilter.ts';
import type { Bench, Command } from './command.ts';

export const filterByChange: Command = async (bench) => {
  const { filter } = bench.files.tree;
  const kinds: ChangeKind[] = ['added', 'modified', 'metadata', 'identical', 'removed'];
  const items = kinds.map((kind) => ({ label: changeWord(kind), kind, picked: filter.changes.includes(kind) }));
  const chosen = await vscode.window.showQuickPick(
    items.map(({ kind, ...item }) => ({ ...item, change: kind })),
    { title: vscode.l10n.t('Show only what the selected step'), canPickMany: true },
  );
  if (chosen !== undefined) setFilter(bench, { ...filter, changes: chosen.map(({ change }) => change) });
};

export const filterByName: Command = async (bench) => {
  const { filter } = bench.files.tree;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Find files by name'),
    prompt: vscode.l10n.t('A part of the name, a glob such as *.so, or with / a glob of the whole path'),
    value: filter.name,
  });
  if (name !== undefined) setFilter(bench, { ...filter, name });
};

export const clearFilters: Command = (bench) => setFilter(bench, emptyFilter);

function setFilter({ files }: Bench, filter: FileFilter): void {
  files.tree.filter = filter;
  files.show();
  files.tree.refresh();
}

export const sortByName: Command = (bench) => sort(bench, 'name');
export const sortBySize: Command = (bench) => sort(bench, 'size');

function sort({ files }: Bench, order: 'name' | 'size'): void {
  files.tree.sort = order;
  files.show();
  files.tree.refresh();
}

export const groupByStep: Command = (bench) => group(bench, 'step');
export const groupByPath: Command = (bench) => group(bench, 'path');

function group({ waste }: Bench, by: 'step' | 'path'): void {
  waste.tree.groups = by;
  void vscode.commands.executeCommand('setContext', 'layerwise.wasteByPath', by === 'path');
  waste.tree.refresh();
}

/** The rest of a list: its node says of which. */
export const showMore: Command = ({ files, waste, comparisonView }, node) => {
  if (typeof node !== 'object' || node === null) return;
  if (isRest(node)) {
    comparisonView.tree.more(node);
    return;
  }
  if ('parent' in node) files.tree.more(node as Parameters<typeof files.tree.more>[0]);
  else waste.tree.more(node as Parameters<typeof waste.tree.more>[0]);
};
