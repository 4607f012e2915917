import { LRUCache } from 'lru-cache';
import { hashesToCompare } from '../../core/diff/comparePaths.ts';
import { diffTrees, type Standing, type TreeDifference } from '../../core/diff/diffTrees.ts';
import { totalsOf } from '../../core/diff/groupByBlame.ts';
import type { Side } from '../../core/diff/side.ts';
import { typeOf } from '../../core/merge/listTree.ts';
import { pathText } from '../../core/merge/pathText.ts';
import { hashEntries } from '../../core/readLayers.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import { checkLayers, type MergedImage } from '../mergedImage.ts';

type Compare = typeof compare;

/** Compares two trees, and keeps what came of it for the next page as long as both images are there. */
export function differences(): Compare {
  const known = new WeakMap<MergedImage, WeakMap<MergedImage, LRUCache<string, TreeDifference>>>();
  return async (a, b, steps, signal) => {
    const ofA = known.get(a) ?? new WeakMap<MergedImage, LRUCache<string, TreeDifference>>();
    const ofBoth = ofA.get(b) ?? new LRUCache<string, TreeDifference>({ max: KEPT });
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
): Promise<TreeDifference> {
  const sides = { a: sideOf(a, steps.a), b: sideOf(b, steps.b) };
  const wanted = hashesToCompare(sides.a, sides.b);
  await hashEntries(a.open, a.whole.tree, wanted.a, { signal });
  await hashEntries(b.open, b.whole.tree, wanted.b, { signal });
  return diffTrees(sides.a, sides.b);
}

function sideOf({ open, whole }: MergedImage, step: number): Side {
  checkLayers(open, [step]);
  return { tree: whole.tree, step, diffIds: open.image.layers.map(({ diffId }) => diffId) };
}

export function diffPage(
  { paths, same }: TreeDifference,
  { offset, limit }: Pick<CheckedParams<'diff'>, 'offset' | 'limit'>,
): ResultOf<'diff'> {
  return {
    total: paths.length,
    same,
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

function standing(side: Standing | null): ResultOf<'diff'>['rows'][number]['a'] {
  return side && { type: typeOf(side.kind), bytes: side.bytes, layer: side.layer };
}
