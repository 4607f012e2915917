import { basename } from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { fullPlace } from '../../core/words/pathOrReference.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { LARGEST } from '../files/imageFileSystem.ts';
import { fileUri } from '../files/imageUri.ts';
import { listingUri } from '../files/listings.ts';
import { isDifference } from '../views/comparisonNode.ts';
import { changeWord } from '../views/fileFilter.ts';
import type { FileNode } from '../views/filesNode.ts';
import { isStepNode, layersOf } from '../views/stepsView.ts';
import type { Bench, Command } from './command.ts';
import { placeText, shortPlace } from './placeText.ts';

/** A file as of the selected step; one that is gone as it was before. */
export const openFile: Command = async (bench, argument) => {
  const node = fileNode(argument);
  if (node?.row.type !== 'file') return;
  if (node.row.size > LARGEST) {
    const save = vscode.l10n.t('Save to Disk');
    const text = vscode.l10n.t('{0} has {1}, too much for an editor.', node.row.name, bytesText(node.row.size));
    if ((await vscode.window.showInformationMessage(text, save)) === save) {
      await vscode.commands.executeCommand('layerwise.saveToDisk', node);
    }
    return;
  }
  await vscode.commands.executeCommand('vscode.open', uriOf(bench, node, stepOf(bench, node)), { preview: true });
};

export const compareWithPrevious: Command = async (bench, argument) => {
  const node = fileNode(argument);
  const { view } = bench.look;
  if (node === null || view === null || node.row.previous === null || node.row.gone) return;
  const before = uriOf(bench, node, view.range.since - 1);
  const after = uriOf(bench, node, view.range.step);
  const title = vscode.l10n.t('{0} (before and after {1})', node.row.name, placeText(bench.look, view.range.step));
  await vscode.commands.executeCommand('vscode.diff', before, after, title);
};

export const copyPath: Command = async (_, argument) => {
  const path = isDifference(argument) ? argument.row.path : fileNode(argument)?.path;
  if (path !== undefined) await vscode.env.clipboard.writeText(`/${path}`);
};

type Version = ServerResult<'versions'>['versions'][number];

/** Every version of a path; the chosen one is opened. */
export const showVersions: Command = async (bench, argument) => {
  const node = fileNode(argument);
  const { view } = bench.look;
  if (node === null || view === null) return;
  const { versions } = await bench.server.ask('versions', { image: view.image, node: node.row.node });
  const chosen = await vscode.window.showQuickPick(
    versions.map((version) => ({ ...versionItem(bench, version), version })),
    { title: vscode.l10n.t('Versions of /{0}', node.path), matchOnDescription: true, matchOnDetail: true },
  );
  if (chosen?.version.type !== 'file') return;
  await vscode.commands.executeCommand('vscode.open', uriOf(bench, node, chosen.version.layer, []));
};

function versionItem(bench: Bench, { layer, change, size, removed, state, hiddenBy, replaced }: Version) {
  const what = removed ? changeWord('removed') : change === null ? '' : changeWord(change);
  const hidden = hiddenBy === null ? '' : vscode.l10n.t('wasted since {0}', placeText(bench.look, hiddenBy.layer));
  return {
    label: placeText(bench.look, layer),
    description: [what, removed ? '' : bytesText(size), replaced ? vscode.l10n.t('replaced in the same layer') : '']
      .filter((part) => part !== '')
      .join(' · '),
    detail: state === 'visible' ? vscode.l10n.t('part of the image') : hidden,
  };
}

/** Of a step, of its node in the list of steps, or of what is selected. */
export const showListing: Command = async (bench, argument) => {
  const { view, now } = bench.look;
  if (view === null || now.image?.state !== 'open') return;
  const layers = isStepNode(argument) ? layersOf(argument) : [];
  const [since, step] =
    layers.length > 0 ? [layers[0], layers[layers.length - 1]] : [view.range.since, view.range.step];
  const title = placeText(bench.look, step);
  const uri = listingUri({
    id: now.image.id,
    name: shortPlace(bench.look, step),
    title,
    since,
    step,
    off: [...view.off],
  });
  rememberPlace(bench);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
};

/** Menus give a node; the keyboard the one that is selected, which the view passes too. */
export function fileNode(argument: unknown): FileNode | null {
  if (typeof argument !== 'object' || argument === null || !('kind' in argument)) return null;
  return argument.kind === 'file' && 'path' in argument ? (argument as FileNode) : null;
}

export function uriOf(bench: Bench, { path, row }: FileNode, step: number, off?: readonly number[]): vscode.Uri {
  const { now, view } = bench.look;
  if (now.image?.state !== 'open' || view === null) throw new Error(vscode.l10n.t('No image is open.'));
  rememberPlace(bench);
  return fileUri({ id: now.image.id, path, node: row.node, step, off: off ?? view.off });
}

/** Documents of the image can then be shown again after a restart. */
function rememberPlace({ look, images }: Bench): void {
  const { image } = look.now;
  if (image?.state === 'open') images.remember(image.id, { path: fullPlace(image) });
}

export function stepOf({ look }: Bench, { row }: FileNode): number {
  const { view } = look;
  if (view === null) return -1;
  return row.gone ? view.range.since - 1 : view.range.step;
}

export function nameOf({ path }: FileNode): string {
  return basename(path);
}
