import { listChanges } from '../../core/browse/listChanges.ts';
import { stateOf } from '../../core/browse/view.ts';
import { NONE } from '../../core/merge/mergedTree.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import type { MergedImage } from '../mergedImage.ts';
import { fullRow } from './fullRow.ts';
import { checkListed, type Looking, listIn, look, shownIn } from './looking.ts';

export async function changes(
  image: MergedImage,
  { view, under, sort, filter, offset, limit }: CheckedParams<'changes'>,
  signal: AbortSignal,
): Promise<ResultOf<'changes'>> {
  const looking = await look(image, view, signal);
  checkListed(looking, under);
  const all = listIn(looking, ['changes', under, sort, filter], () =>
    listChanges(looking.view, { under, sort, shown: shownIn(looking, filter) }),
  );
  const options = { totals: looking.at.totals() };
  return {
    total: all.length,
    bytes: writtenBytes(looking, all),
    rows: Array.from(all.subarray(offset, offset + limit), (node) => fullRow(looking, node, options)),
  };
}

/** Of the contents that stand at these paths, each once. */
function writtenBytes({ view }: Looking, nodes: Uint32Array): number {
  const { tree } = view;
  const seen = new Set<number>();
  let bytes = 0;
  for (const node of nodes) {
    const { version } = stateOf(view, node);
    const inode = version === NONE ? NONE : tree.inode.values[version];
    if (inode === NONE || seen.has(inode)) continue;
    seen.add(inode);
    bytes += tree.layers[tree.layer.values[inode]].size[tree.entry.values[inode]];
  }
  return bytes;
}
