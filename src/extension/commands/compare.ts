import { basename } from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';
import { fullPlace, placeName } from '../../core/words/pathOrReference.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { fileUri } from '../files/imageUri.ts';
import { listingUri } from '../files/listings.ts';
import { imageSteps } from '../look/rows.ts';
import { askForArchive, openWithProgress } from './analyzeArchive.ts';
import type { Bench, Command } from './command.ts';
import { placeText, shortPlace } from './placeText.ts';
import { withCancel } from './withCancel.ts';

/** One side of a comparison: a tree of an image. */
interface Side {
  readonly key: string;
  readonly id: string;
  readonly step: number;
  readonly name: string;
  /** Without the instruction. */
  readonly short: string;
}

type Row = ServerResult<'diff'>['rows'][number];

/** Two steps of the image that is looked at. */
export const compareSteps: Command = async (bench) => {
  const { steps, image } = bench.look.now;
  if (steps === null || image?.state !== 'open') throw new Error(vscode.l10n.t('No image is open.'));
  const a = await chooseStep(bench, vscode.l10n.t('Compare the image after which step…'));
  if (a === undefined) return;
  const b = await chooseStep(bench, vscode.l10n.t('…with the image after which step?'));
  if (b === undefined) return;
  const [from, to] = a < b ? [a, b] : [b, a];
  const side = (step: number): Side => {
    return {
      key: image.key,
      id: image.id,
      step,
      name: placeText(bench.look, step),
      short: shortPlace(bench.look, step),
    };
  };
  bench.images.remember(image.id, { path: fullPlace(image) });
  await showDifferences(bench, side(from), side(to));
};

async function chooseStep({ look }: Bench, title: string): Promise<number | undefined> {
  const { steps } = look.now;
  if (steps === null) return undefined;
  const rows = imageSteps(steps).filter(({ layers }) => layers.length > 0);
  const ofSteps = rows.map(({ line, text, layers }) => ({
    label: text,
    description: vscode.l10n.t('line {0}', line),
    layer: layers[layers.length - 1],
  }));
  const ofLayers = steps.layers.map(({ layer, origin }) => ({
    label: vscode.l10n.t('layer {0}', layer),
    description: origin,
    layer,
  }));
  const chosen = await vscode.window.showQuickPick(rows.length > 0 ? ofSteps : ofLayers, { title });
  return chosen?.layer;
}

let keys = 0;

/** The image that is looked at, or one that is asked for, with another. */
export const compareImages: Command = async (bench) => {
  const { steps, image } = bench.look.now;
  const a =
    steps !== null && image?.state === 'open'
      ? {
          key: image.key,
          id: image.id,
          step: steps.layers.length - 1,
          name: placeName(image),
          short: placeName(image),
        }
      : await openSide(bench, vscode.l10n.t('Choose the first image'));
  if (a === undefined) return;
  const b = await openSide(bench, vscode.l10n.t('Choose the image to compare {0} with', a.name));
  if (b !== undefined) await showDifferences(bench, a, b);
};

async function openSide(bench: Bench, title: string): Promise<Side | undefined> {
  const uri = await askForArchive(title);
  if (uri === undefined) return undefined;
  const key = `compared:${++keys}`;
  const { image, layers } = await openWithProgress(bench.server, key, uri.fsPath);
  bench.images.remember(image.id, { path: uri.fsPath });
  return { key, id: image.id, step: layers.length - 1, name: basename(uri.fsPath), short: basename(uri.fsPath) };
}

/** As many as one looks through; the listing has them all. */
const LISTED = 1000;
/** So many files fit in one editor. */
const SIDE_BY_SIDE = 50;

async function showDifferences(bench: Bench, a: Side, b: Side): Promise<void> {
  const sides = { a: { image: a.key, step: a.step }, b: { image: b.key, step: b.step } };
  const { rows, total, totals } = await withCancel(vscode.l10n.t('Comparing {0} with {1}', a.short, b.short), (token) =>
    bench.server.ask('diff', { ...sides, limit: LISTED }, token),
  );
  const comparable = rows.filter(isComparable);
  const listing = {
    label: `$(list-flat) ${vscode.l10n.t('List all {0} differences', countText(total))}`,
    act: 'list' as const,
  };
  const sideBySide = {
    label: `$(diff-multiple) ${vscode.l10n.t('Compare {0} changed files side by side', Math.min(SIDE_BY_SIDE, comparable.length))}`,
    act: 'files' as const,
  };
  const items = [
    ...(a.key === b.key ? [listing] : []),
    ...(comparable.length > 0 ? [sideBySide] : []),
    { label: '', kind: vscode.QuickPickItemKind.Separator, act: 'list' as const },
    ...rows.map((row) => ({ ...rowItem(row), act: row })),
  ];
  const title = vscode.l10n.t(
    '{0} added, {1} removed, {2} changed',
    totals.added,
    totals.removed,
    totals.modified + totals.metadata,
  );
  const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (chosen === undefined) return;
  if (chosen.act === 'list') await openListing(a, b);
  else if (chosen.act === 'files') await openSideBySide(bench, a, b, comparable.slice(0, SIDE_BY_SIDE));
  else await openRow(bench, a, b, chosen.act);
}

function isComparable({ change, a, b }: Row): boolean {
  return change === 'modified' && a?.type === 'file' && b?.type === 'file' && Math.max(a.bytes, b.bytes) < 1024 * 1024;
}

function rowItem({ path, change, a, b }: Row) {
  const icon = { added: 'diff-added', removed: 'diff-removed', modified: 'diff-modified', metadata: 'key' }[change];
  const sizes = [a, b].flatMap((side) => (side === null ? [] : [bytesText(side.bytes)]));
  return { label: `$(${icon}) /${path}`, description: [...new Set(sizes)].join(' → ') };
}

async function openListing(a: Side, b: Side): Promise<void> {
  const title = vscode.l10n.t('{0} → {1}', a.name, b.name);
  const uri = listingUri({
    id: b.id,
    name: vscode.l10n.t('{0} to {1}', a.short, b.short),
    title,
    since: a.step + 1,
    step: b.step,
    off: [],
  });
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
}

async function openSideBySide(bench: Bench, a: Side, b: Side, rows: readonly Row[]): Promise<void> {
  const resources: (readonly [vscode.Uri, vscode.Uri, vscode.Uri])[] = [];
  for (const { path } of rows) {
    const [before, after] = [await find(bench, a, path), await find(bench, b, path)];
    if (before !== undefined && after !== undefined) resources.push([after, before, after]);
  }
  await vscode.commands.executeCommand('vscode.changes', vscode.l10n.t('{0} → {1}', a.name, b.name), resources);
}

async function openRow(bench: Bench, a: Side, b: Side, { path, ...row }: Row): Promise<void> {
  const before = row.a?.type === 'file' ? await find(bench, a, path) : undefined;
  const after = row.b?.type === 'file' ? await find(bench, b, path) : undefined;
  const title = vscode.l10n.t('{0}: {1} → {2}', basename(path), a.name, b.name);
  if (before !== undefined && after !== undefined)
    await vscode.commands.executeCommand('vscode.diff', before, after, title);
  else if (before !== undefined || after !== undefined)
    await vscode.commands.executeCommand('vscode.open', after ?? before);
}

async function find({ server }: Bench, { key, id, step }: Side, path: string): Promise<vscode.Uri | undefined> {
  const row = await server.ask('find', { image: key, view: { step }, path });
  return row === null ? undefined : fileUri({ id, path, node: row.node, step, off: [] });
}
