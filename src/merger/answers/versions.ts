import { pathVersions } from '../../core/browse/pathVersions.ts';
import { Failure } from '../../core/error.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import type { MergedImage } from '../mergedImage.ts';

export function versions({ whole: { tree } }: MergedImage, { node }: CheckedParams<'versions'>): ResultOf<'versions'> {
  if (node >= tree.nodeCount) {
    throw new Failure('usage', 'There is no such path in the image', 'Ask for one that a list or `find` gave.');
  }
  return {
    path: tree.path(node),
    versions: pathVersions(tree, node).map(({ content: _, ...version }) => version),
  };
}
