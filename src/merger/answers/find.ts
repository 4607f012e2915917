import { findPath } from '../../core/browse/findPath.ts';
import { resolvePath } from '../../core/browse/resolvePath.ts';
import { isListed } from '../../core/browse/view.ts';
import { NONE } from '../../core/merge/mergedTree.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import type { MergedImage } from '../mergedImage.ts';
import { fullRow } from './fullRow.ts';
import { changedIn, look } from './looking.ts';

export async function find(
  image: MergedImage,
  { view, path, follow }: CheckedParams<'find'>,
  signal: AbortSignal,
): Promise<ResultOf<'find'>> {
  const looking = await look(image, view, signal);
  const node = follow ? resolvePath(looking.view, path) : findPath(looking.view.tree, path);
  if (node === NONE || (node !== 0 && !isListed(looking.view, node))) return null;
  return fullRow(looking, node, { totals: looking.at.totals(), changed: changedIn(looking) });
}
