import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { showControls } from '../../core/words/showControls.ts';
import type { PathRow } from '../../protocol/pathRow.ts';
import { rowUri } from '../files/imageUri.ts';
import type { Look } from '../look/look.ts';
import { changeWord } from './fileFilter.ts';
import type { FileNode, FilesNode } from './filesNode.ts';

/** A path of the image, with what the selected step did to it. */
export function fileItem(node: FileNode, look: Look): vscode.TreeItem {
  const { row, path } = node;
  const isFolder = row.type === 'dir';
  const state = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(showControls(row.name), isFolder && row.hasChildren ? state.Collapsed : state.None);
  item.id = `${look.view?.image} ${row.node}`;
  item.resourceUri = rowUri(path, row);
  item.iconPath = isFolder ? vscode.ThemeIcon.Folder : iconOf(row);
  item.description = descriptionOf(row);
  item.tooltip = tooltipOf(path, row);
  item.contextValue = contextOf(row);
  const below = isFolder && row.changed ? `, ${vscode.l10n.t('the step changed files in it')}` : '';
  item.accessibilityInformation = { label: `${showControls(row.name)}, ${wordsOf(row).join(', ')}${below}` };
  if (row.type === 'file') {
    item.command = { title: vscode.l10n.t('Open'), command: 'layerwise.openFile', arguments: [node] };
  }
  return item;
}

export function moreItem(node: FilesNode, left: number): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('{0} more…', left), vscode.TreeItemCollapsibleState.None);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { title: vscode.l10n.t('Show more'), command: 'layerwise.showMore', arguments: [node] };
  return item;
}

function iconOf({ type }: PathRow): vscode.ThemeIcon {
  if (type === 'symlink') return new vscode.ThemeIcon('file-symlink-file');
  return type === 'file' ? vscode.ThemeIcon.File : new vscode.ThemeIcon('gear');
}

function descriptionOf(row: PathRow): string {
  const isAbove = row.type === 'dir' && row.changed;
  return [...wordsOf(row), ...(isAbove ? ['●'] : [])].join(' · ');
}

/** Size or target, and what happened to it. */
function wordsOf({ type, size, linkname, change, gone }: PathRow): string[] {
  const what = type === 'symlink' ? `→ ${showControls(linkname)}` : type === 'dir' && size === 0 ? '' : bytesText(size);
  const word = change !== null ? changeWord(change) : gone ? changeWord('removed') : '';
  return [what, word].filter((part) => part !== '');
}

function tooltipOf(path: string, row: PathRow): string {
  const mode = row.mode.toString(8).padStart(4, '0');
  return [
    `/${showControls(path)}`,
    row.type === 'dir' ? `${bytesText(row.size)}, ${plural(row.files, 'file')}` : bytesText(row.size),
    vscode.l10n.t('mode {0}, owner {1}:{2}', mode, row.uid, row.gid),
    row.gone ? vscode.l10n.t('removed in layer {0}', row.layer) : vscode.l10n.t('last written in layer {0}', row.layer),
  ].join('\n');
}

/** What menus ask for: `file`, `dir`, …, and `previous` where something stood there before. */
function contextOf({ type, previous, gone }: PathRow): string {
  return [type, previous === null ? '' : 'previous', gone ? 'gone' : 'there'].filter((part) => part !== '').join(' ');
}
