import * as vscode from 'vscode';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { LARGEST } from '../files/imageFileSystem.ts';
import { areReadable, findIn, openDifference } from '../files/openDifference.ts';
import { type Compared, sidesOf } from '../look/comparison.ts';
import { groupOf, isDifference } from '../views/comparisonNode.ts';
import { showLineOf } from '../views/stepsView.ts';
import type { Bench, Command } from './command.ts';
import { withCancel } from './withCancel.ts';

export const closeComparison: Command = ({ comparison }) => comparison.close();

export const showGrowth: Command = ({ growth }) => growth.show();

export const swapComparison: Command = ({ comparison }) => comparison.swap();

/** What differs in a file of the tree. */
export const openRow: Command = async ({ comparison, server }, argument) => {
  const { now } = comparison;
  if (now === null || !isDifference(argument)) return;
  const { path, a, b } = argument.row;
  await openDifference(server, now, path, { a: a?.type === 'file', b: b?.type === 'file' });
};

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
  const { rows } = await bench.server.ask('diff', { ...sidesOf(now), limit: LISTED }, token);
  const resources: (readonly [vscode.Uri, vscode.Uri, vscode.Uri])[] = [];
  const paths = rows.filter(isComparable).map(({ path }) => path);
  // Where the contents of one file are gone, those of all are.
  if (paths.length > 0 && !(await areReadable(bench.server, now, paths[0]))) return null;
  for (const path of paths.slice(0, SIDE_BY_SIDE)) {
    const [before, after] = [await findIn(bench.server, now.a, path), await findIn(bench.server, now.b, path)];
    if (before !== undefined && after !== undefined) resources.push([after.uri, before.uri, after.uri]);
  }
  return resources;
}

type Row = ServerResult<'diff'>['rows'][number];

function isComparable({ change, a, b }: Row): boolean {
  return change === 'modified' && a?.type === 'file' && b?.type === 'file' && Math.max(a.bytes, b.bytes) < SHOWN;
}

/** Bytes of a file among many. */
const SHOWN = Math.min(LARGEST, 1024 * 1024);
