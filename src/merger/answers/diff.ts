import { LRUCache } from 'lru-cache';
import { blamedGroups } from '../../core/diff/blamedGroups.ts';
import { hashesToCompare } from '../../core/diff/comparePaths.ts';
import { differencesBelow, growthOf, type NamedDifference } from '../../core/diff/differencesBelow.ts';
import { diffTrees, type Standing, type TreeDifference } from '../../core/diff/diffTrees.ts';
import { totalsOf } from '../../core/diff/groupByBlame.ts';
import type { Side } from '../../core/diff/side.ts';
import { Failure } from '../../core/error.ts';
import { typeOf } from '../../core/merge/listTree.ts';
import { pathText } from '../../core/merge/pathText.ts';
import { growthPicture } from '../../core/picture/growthPicture.ts';
import { hashEntries } from '../../core/readLayers.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import { checkLayers, type MergedImage } from '../mergedImage.ts';

type Compare = typeof compare;

/** What differs, and how much of that is only taken as different. */
export interface Compared extends TreeDifference {
  readonly sides: { readonly a: Side; readonly b: Side };
  /** Files of one size that cannot be read any more, because their image was replaced: they count as modified. */
  readonly unread: number;
  /** With their texts, which are made when they are first asked for. */
  named(): readonly NamedDifference[];
}

/** Compares two trees, and keeps what came of it for the next page as long as both images are there. */
export function differences(): Compare {
  const known = new WeakMap<MergedImage, WeakMap<MergedImage, LRUCache<string, Compared>>>();
  return async (a, b, steps, signal) => {
    const ofA = known.get(a) ?? new WeakMap<MergedImage, LRUCache<string, Compared>>();
    const ofBoth = ofA.get(b) ?? new LRUCache<string, Compared>({ max: KEPT });
    known.set(a, ofA);
    ofA.set(b, ofBoth);
    const key = `${steps.a} ${steps.b}`;
    const difference = ofBoth.get(key) ?? (await compare(a, b, steps, signal));
    ofBoth.set(key, difference);
    return difference;
  };
}

/** For two images; each may name every path that they have. */
const KEPT = 2;

async function compare(
  a: MergedImage,
  b: MergedImage,
  steps: { readonly a: number; readonly b: number },
  signal: AbortSignal,
): Promise<Compared> {
  const sides = { a: sideOf(a, steps.a), b: sideOf(b, steps.b) };
  const wanted = hashesToCompare(sides.a, sides.b);
  const isRead = [await hash(a, wanted.a, signal), await hash(b, wanted.b, signal)].every((all) => all);
  const difference = diffTrees(sides.a, sides.b);
  let named: readonly NamedDifference[] | null = null;
  return {
    ...difference,
    sides,
    unread: isRead ? 0 : stillWanted(sides),
    named: () => (named ??= difference.paths.map((path) => ({ text: pathText(path.path), difference: path }))),
  };
}

/** False when the image is not there to be read any more. */
async function hash(
  { open, whole }: MergedImage,
  wanted: readonly Uint32Array[],
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await hashEntries(open, whole.tree, wanted, { signal });
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Failure && error.kind === 'image') return false;
    throw error;
  }
}

function stillWanted({ a, b }: { readonly a: Side; readonly b: Side }): number {
  const wanted = hashesToCompare(a, b);
  const count = (layers: readonly Uint32Array[]): number => layers.reduce((sum, { length }) => sum + length, 0);
  return Math.max(count(wanted.a), count(wanted.b));
}

function sideOf({ open, whole }: MergedImage, step: number): Side {
  checkLayers(open, [step]);
  return { tree: whole.tree, step, diffIds: open.image.layers.map(({ diffId }) => diffId) };
}

export function diffPage(
  { paths, same, unread }: Compared,
  { offset, limit }: Pick<CheckedParams<'diff'>, 'offset' | 'limit'>,
): ResultOf<'diff'> {
  return {
    total: paths.length,
    same,
    unread,
    totals: totalsOf(paths),
    rows: paths.slice(offset, offset + limit).map(({ path, change, a, b, blame }) => ({
      path: pathText(path),
      change,
      a: standing(a),
      b: standing(b),
      blame,
    })),
  };
}

/** @throws Failure unless every layer has a group. */
export function diffGroups(compared: Compared, of: CheckedParams<'diffGroups'>['of']): ResultOf<'diffGroups'> {
  checkGroups(compared.sides, of);
  const { paths, same, unread } = compared;
  return {
    total: paths.length,
    same,
    unread,
    totals: { ...totalsOf(paths), growth: growthOf(paths) },
    groups: blamedGroups(compared, of),
  };
}

/** @throws Failure unless every layer has a group. */
export function growth(
  { sides }: Compared,
  { of, most }: Pick<CheckedParams<'growth'>, 'of' | 'most'>,
): ResultOf<'growth'> {
  checkGroups(sides, of);
  return growthPicture(sides.a, sides.b, of, most);
}

function checkGroups({ a, b }: Compared['sides'], of: CheckedParams<'diffGroups'>['of']): void {
  if (of.a.length === a.diffIds.length && of.b.length === b.diffIds.length) return;
  throw new Failure('usage', 'Not every layer has a group', 'Give one for each layer of both images.');
}

export function diffChildren(
  compared: Compared,
  { blame, path, offset, limit }: Pick<CheckedParams<'diffChildren'>, 'blame' | 'path' | 'offset' | 'limit'>,
): ResultOf<'diffChildren'> {
  const blamed = blame && { a: new Set(blame.a), b: new Set(blame.b) };
  const named = compared
    .named()
    .filter(({ difference: { blame: by } }) => blamed === undefined || blamed[by.image].has(by.layer));
  const rows = differencesBelow(named, path);
  return {
    total: rows.length,
    rows: rows.slice(offset, offset + limit).map((row) => ({
      path: row.path,
      name: row.name,
      change: row.difference?.change ?? null,
      a: standing(row.difference?.a ?? null),
      b: standing(row.difference?.b ?? null),
      below: row.below,
    })),
  };
}

function standing(side: Standing | null): ResultOf<'diff'>['rows'][number]['a'] {
  return side && { type: typeOf(side.kind), bytes: side.bytes, takes: side.takes, layer: side.layer };
}
