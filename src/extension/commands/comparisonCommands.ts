import { posix } from 'node:path';
import * as vscode from 'vscode';
import { showControls } from '../../core/words/showControls.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { LARGEST } from '../files/imageFileSystem.ts';
import { fileUri } from '../files/imageUri.ts';
import type { Compared, ComparedImage } from '../look/comparison.ts';
import { groupOf, isDifference } from '../views/comparisonNode.ts';
import { showLineOf } from '../views/stepsView.ts';
import type { Bench, Command } from './command.ts';
import { withCancel } from './withCancel.ts';

export const closeComparison: Command = ({ comparison }) => comparison.close();

export const swapComparison: Command = ({ comparison }) => comparison.swap();

/** A file of both images in the diff editor; one that only one of them has, as it is there. */
export const openDifference: Command = async (bench, argument) => {
  const { now } = bench.comparison;
  if (now === null || !isDifference(argument)) return;
  const { path, a, b } = argument.row;
  const before = a?.type === 'file' ? await readable(bench, now.a, path) : undefined;
  const after = b?.type === 'file' ? await readable(bench, now.b, path) : undefined;
  const name = showControls(posix.basename(path));
  if (before !== undefined && after !== undefined) {
    const title = vscode.l10n.t('{0}: {1} → {2}', name, now.a.short, now.b.short);
    await vscode.commands.executeCommand('vscode.diff', before, after, title, { preview: true });
  } else if (before !== undefined || after !== undefined) {
    await vscode.commands.executeCommand('vscode.open', after ?? before, { preview: true });
  }
};

/** The URI of a file whose contents are there. Of an image whose file was overwritten they are gone, which is said. */
async function readable(bench: Bench, side: ComparedImage, path: string): Promise<vscode.Uri | undefined> {
  const found = await find(bench, side, path);
  if (found === undefined) return undefined;
  try {
    await bench.server.ask('content', { image: side.key, view: { step: side.step }, node: found.node, length: 1 });
    return found.uri;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('/{0} of {1} cannot be shown, only that it differs: {2}', showControls(path), side.short, why),
    );
    return undefined;
  }
}

async function find({ server }: Bench, { key, id, step }: ComparedImage, path: string) {
  const row = await server.ask('find', { image: key, view: { step }, path });
  return row === null ? undefined : { node: row.node, uri: fileUri({ id, path, node: row.node, step, off: [] }) };
}

/** The line that made something differ. */
export const goToBlamed: Command = async ({ comparison }, argument) => {
  const line = groupOf(argument)?.line ?? null;
  const uri = comparison.now?.uri;
  if (line !== null && uri !== undefined) await showLineOf(uri, line, { preserveFocus: false });
};

/** As many as one looks through; the tree has them all. */
const LISTED = 1000;
/** So many files fit in one editor. */
const SIDE_BY_SIDE = 50;

/** The changed files, all in one editor. */
export const compareSideBySide: Command = async (bench) => {
  const { now } = bench.comparison;
  if (now === null) return;
  const resources = await withCancel(vscode.l10n.t('Comparing {0} with {1}', now.a.short, now.b.short), (token) =>
    changedFiles(bench, now, token),
  );
  if (resources === null) return;
  if (resources.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No file changed that an editor could show.'));
    return;
  }
  await vscode.commands.executeCommand('vscode.changes', `${now.a.name} → ${now.b.name}`, resources);
};

/** Null when what is in them is gone, which was said. */
async function changedFiles(bench: Bench, now: Compared, token: vscode.CancellationToken) {
  const sides = { a: { image: now.a.key, step: now.a.step }, b: { image: now.b.key, step: now.b.step } };
  const { rows } = await bench.server.ask('diff', { ...sides, limit: LISTED }, token);
  const resources: (readonly [vscode.Uri, vscode.Uri, vscode.Uri])[] = [];
  const paths = rows.filter(isComparable).map(({ path }) => path);
  // Where the contents of one file are gone, those of all are.
  if (paths.length > 0 && !(await areReadable(bench, now, paths[0]))) return null;
  for (const path of paths.slice(0, SIDE_BY_SIDE)) {
    const [before, after] = [await find(bench, now.a, path), await find(bench, now.b, path)];
    if (before !== undefined && after !== undefined) resources.push([after.uri, before.uri, after.uri]);
  }
  return resources;
}

async function areReadable(bench: Bench, { a, b }: Compared, path: string): Promise<boolean> {
  return (await readable(bench, a, path)) !== undefined && (await readable(bench, b, path)) !== undefined;
}

type Row = ServerResult<'diff'>['rows'][number];

function isComparable({ change, a, b }: Row): boolean {
  return change === 'modified' && a?.type === 'file' && b?.type === 'file' && Math.max(a.bytes, b.bytes) < SHOWN;
}

/** Bytes of a file among many. */
const SHOWN = Math.min(LARGEST, 1024 * 1024);
