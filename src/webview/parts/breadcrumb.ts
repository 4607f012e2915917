import { element } from '../element.ts';
import { folderChain } from '../model/paths.ts';
import type { PictureModel } from '../model/pictureModel.ts';
import type { Words } from '../portraits/portrait.ts';

/** The folders above the one that is looked at; each leads there. */
export function breadcrumb(
  model: PictureModel,
  words: Words,
  folder: number,
  onFolder: (folder: number) => void,
): HTMLElement {
  const steps = [0, ...folderChain(model, folder)].map((at) => {
    const isHere = at === folder;
    const name = words.name({ kind: 'folder', folder: at, bytes: 0 });
    const button = element('button', { type: 'button', 'aria-current': isHere ? 'page' : undefined }, name);
    button.addEventListener('click', () => onFolder(at));
    return element('li', {}, button);
  });
  return element('ol', {}, ...steps);
}
