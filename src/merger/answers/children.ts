import { describePath } from '../../core/browse/describePath.ts';
import { listChildren } from '../../core/browse/listChildren.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import type { MergedImage } from '../mergedImage.ts';
import { fullRow } from './fullRow.ts';
import { changedIn, checkListed, inImage, listIn, look, shownIn } from './looking.ts';

export async function children(
  image: MergedImage,
  { view, node, sort, filter, offset, limit }: CheckedParams<'children'>,
  signal: AbortSignal,
): Promise<ResultOf<'children'>> {
  const looking = await look(image, view, signal);
  checkListed(looking, node);
  const shown = shownIn(looking, filter);
  const totals = looking.at.totals();
  const all = listIn(looking, ['children', node, sort, filter], () =>
    listChildren(looking.view, node, { sort, shown, totals }),
  );
  const options = { totals, shown, changed: changedIn(looking) };
  return {
    total: all.length,
    directory: fullRow(looking, node, options),
    rows: Array.from(all.subarray(offset, offset + limit), (child) =>
      inImage(looking, describePath(looking.view, child, options)),
    ),
  };
}
