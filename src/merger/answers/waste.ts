import { namePattern } from '../../core/browse/namePattern.ts';
import { nameText } from '../../core/browse/nameText.ts';
import type { DeadFile } from '../../core/merge/waste.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import type { MergedImage } from '../mergedImage.ts';

export function waste(
  image: MergedImage,
  { layer, hiddenBy, name, offset, limit }: CheckedParams<'waste'>,
): ResultOf<'waste'> {
  const { tree } = image.whole;
  const matches = name ? namePattern(name) : () => true;
  const found: DeadFile[] = [];
  for (const file of image.waste()) {
    if (layer !== undefined && file.layer !== layer) continue;
    if (hiddenBy !== undefined && file.hiddenBy.layer !== hiddenBy) continue;
    if (matches(nameText(tree, file.node), () => tree.path(file.node))) found.push(file);
  }
  return {
    total: found.length,
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: found.slice(offset, offset + limit).map((file) => ({ ...file, path: tree.path(file.node) })),
  };
}
