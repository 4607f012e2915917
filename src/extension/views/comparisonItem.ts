import * as vscode from 'vscode';
import { bytesChangeText, bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';
import { showControls } from '../../core/words/showControls.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { changeUri } from '../files/imageUri.ts';
import type { BlamedGroup, DifferenceNode, DifferenceRow, GroupNode, RestNode } from './comparisonNode.ts';
import { signedBytes, signedCounts } from './differenceText.ts';
import { changeWord } from './fileFilter.ts';

type Totals = ServerResult<'comparison'>['totals'];

/** An instruction, with the bytes and files that differ because of it. */
export function groupItem({ group, isFirst }: GroupNode): vscode.TreeItem {
  const { line, text } = group;
  const item = new vscode.TreeItem(placeOf(group), openOrNot(isFirst));
  const where = whereOf(group);
  item.id = `group ${group.a.join()} ${group.b.join()}`;
  item.description = [signedBytes(group) || signedCounts(group), where, showControls(text)]
    .filter((part) => part !== '')
    .join(' · ');
  item.tooltip = [showControls(text), ...(where === '' ? [] : [where]), totalsText(group)].join('\n');
  item.iconPath = groupIcon(group);
  item.contextValue = line === null ? 'group' : 'group line';
  item.accessibilityInformation = {
    label: [
      vscode.l10n.t('{0}, because of {1}: {2}', totalsText(group), placeOf(group), showControls(text)),
      ...(where === '' ? [] : [where]),
    ].join(', '),
  };
  return item;
}

function openOrNot(isOpen: boolean): vscode.TreeItemCollapsibleState {
  return isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

function placeOf({ line, a, b }: BlamedGroup): string {
  if (line !== null) return vscode.l10n.t('Line {0}', line);
  return vscode.l10n.t('Layer {0}', b.at(0) ?? a.at(0) ?? 0);
}

/** What one image has and the other has not is the whole of the story. */
function whereOf({ a, b }: BlamedGroup): string {
  if (b.length === 0) return vscode.l10n.t('only in the first image');
  return a.length === 0 ? vscode.l10n.t('only in the second image') : '';
}

function groupIcon({ growth }: BlamedGroup): vscode.ThemeIcon {
  if (growth > 0) return new vscode.ThemeIcon('arrow-up', new vscode.ThemeColor('list.warningForeground'));
  if (growth < 0) return new vscode.ThemeIcon('arrow-down', new vscode.ThemeColor('charts.blue'));
  return new vscode.ThemeIcon('diff-modified');
}

/** `3 added (12 kB), 1 removed (4 kB), 2 modified …, +8 kB in all`. */
export function totalsText(totals: Totals): string {
  const { added, removed, modified, metadata, addedBytes, removedBytes, changedBytes, growth } = totals;
  const parts = [
    added > 0 ? vscode.l10n.t('{0} added ({1})', countText(added), bytesText(addedBytes)) : '',
    modified + metadata > 0
      ? vscode.l10n.t('{0} changed ({1})', countText(modified + metadata), bytesText(changedBytes))
      : '',
    removed > 0 ? vscode.l10n.t('{0} removed ({1})', countText(removed), bytesText(removedBytes)) : '',
    vscode.l10n.t('{0} in all', bytesChangeText(growth)),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** A path, with how it differs. */
export function differenceItem(node: DifferenceNode): vscode.TreeItem {
  const { row, group, isAlone } = node;
  const isFolder = row.below !== null;
  const state = isFolder ? openOrNot(isAlone) : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(showControls(row.name), state);
  item.id = `difference ${group.a.join()} ${group.b.join()} /${row.path}`;
  item.resourceUri = changeUri(row.path, row.change ?? 'below');
  item.iconPath = isFolder || typeOf(row) === 'dir' ? vscode.ThemeIcon.Folder : iconOf(row);
  item.description = descriptionOf(row);
  item.tooltip = [`/${showControls(row.path)}`, ...wordsOf(row)].join('\n');
  item.contextValue = `${typeOf(row)}${group.line === null ? '' : ' line'}`;
  item.accessibilityInformation = { label: [showControls(row.name), ...wordsOf(row)].join(', ') };
  if (typeOf(row) === 'file') {
    item.command = { title: vscode.l10n.t('Open'), command: 'layerwise.openDifference', arguments: [node] };
  }
  return item;
}

export function restItem(node: RestNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more…', node.left), vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { title: vscode.l10n.t('Show more'), command: 'layerwise.showMore', arguments: [node] };
  return item;
}

/** As the second image has it, if it has. */
function typeOf({ a, b }: DifferenceRow): string {
  return (b ?? a)?.type ?? 'dir';
}

function iconOf(row: DifferenceRow): vscode.ThemeIcon {
  const type = typeOf(row);
  if (type === 'symlink') return new vscode.ThemeIcon('file-symlink-file');
  return type === 'file' ? vscode.ThemeIcon.File : new vscode.ThemeIcon('gear');
}

function descriptionOf(row: DifferenceRow): string {
  if (row.below !== null) return signedBytes(row.below) || signedCounts(row.below);
  return sizesText(row);
}

function sizesText({ change, a, b }: DifferenceRow): string {
  if (a === null || b === null) {
    const bytes = (a ?? b)?.takes ?? 0;
    return bytes === 0 ? '' : `${a === null ? '+' : '−'}${bytesText(bytes)}`;
  }
  if (change === 'metadata') return changeWord('metadata');
  return a.takes === b.takes ? bytesText(b.takes) : `${bytesText(a.takes)} → ${bytesText(b.takes)}`;
}

function wordsOf(row: DifferenceRow): string[] {
  const own = row.change === null ? [] : [changeWord(row.change)];
  const sizes = row.below === null && row.change !== 'metadata' ? sizesText(row) : '';
  return [...own, ...(sizes === '' ? [] : [sizes]), ...(row.below === null ? [] : [totalsText(row.below)])];
}
