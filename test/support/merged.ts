import { summarizeLayers } from '../../src/core/layerSummary.ts';
import { listTree } from '../../src/core/merge/listTree.ts';
import { mergeLayers } from '../../src/core/merge/mergeLayers.ts';
import { deadFiles } from '../../src/core/merge/waste.ts';
import { indexOf, type LayerMember } from './members.ts';
import type { Verdict } from './oracle.ts';

/** What the product makes of these layers, in the words of the oracle, and the codes of its warnings. */
export function merged(layers: readonly (readonly LayerMember[])[]): Verdict & { warnings: string[] } {
  const indexes = layers.map(indexOf);
  const { tree, warnings } = mergeLayers(indexes.map(({ index }) => index));
  const dead = deadFiles(tree);
  const summaries = summarizeLayers(tree, dead);
  return {
    trees: layers.map((_, layer) =>
      listTree(tree, layer)
        .map(({ path, type, size, mode, uid, linkname, layer: at }) => {
          return `${path} ${type} ${size} ${mode.toString(8)} ${uid} ${linkname} @${at}`;
        })
        .sort(),
    ),
    changes: summaries.map(({ changes }) => changes),
    waste: [...dead]
      .map(({ node, bytes, layer, hiddenBy }) => {
        return `${tree.path(node)} ${bytes} ${layer}>${hiddenBy.layer} ${hiddenBy.how}`;
      })
      .sort(),
    shipped: summaries.map(({ shippedBytes }) => shippedBytes),
    visible: summaries.map(({ visibleBytes }) => visibleBytes),
    wasted: summaries.map(({ wastedBytes }) => wastedBytes),
    warnings: [...indexes.flatMap((index) => index.warnings), ...warnings].map(({ code }) => code),
  };
}
