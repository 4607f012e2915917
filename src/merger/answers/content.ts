import { contentOf } from '../../core/diff/side.ts';
import { Failure } from '../../core/error.ts';
import { NONE } from '../../core/merge/mergedTree.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import type { MergedImage } from '../mergedImage.ts';
import { checkListed, look } from './looking.ts';

export async function content(
  image: MergedImage,
  { view: asked, node, start, length }: CheckedParams<'content'>,
  signal: AbortSignal,
): Promise<ResultOf<'content'>> {
  const looking = await look(image, asked, signal);
  checkListed(looking, node);
  const { view, at } = looking;
  const version = view.tree.versionAt(node, view.last);
  const found = version === NONE || view.tree.isDirectory(version) ? null : contentOf({ tree: view.tree }, version);
  if (found === null || view.tree.inode.values[version] === NONE) throw noFile(view.tree.path(node));
  const { index, entry, layer } = found;
  const bytes = await image.open.readContent(at.layers[layer], index, entry, { start, length }, { signal });
  // A copy: what is answered is handed over to the other thread with its buffer.
  return { bytes: Uint8Array.from(bytes), size: index.size[entry], mtime: index.mtime[entry] };
}

function noFile(path: string): Failure {
  return new Failure('usage', `${path} is no file in this view`, 'Choose a file, at a step that has it.');
}
