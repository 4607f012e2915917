import { element } from '../element.ts';
import type { Item } from '../layout/box.ts';
import type { PictureModel } from '../model/pictureModel.ts';
import type { Words } from '../words.ts';

export interface DetailEvents {
  /** Null where nothing can be opened. */
  readonly onOpen: ((file: number) => void) | null;
  readonly onGoTo: ((layer: number) => void) | null;
}

/** What is known of the chosen file, and where to go from it. */
export function detailsOf(model: PictureModel, words: Words, item: Item, events: DetailEvents): HTMLElement {
  const facts = words.facts(item).map((fact) => element('li', {}, fact));
  const buttons = item.kind === 'file' ? buttonsOf(model, words, item.file, events) : [];
  return element(
    'section',
    { class: 'lw-details', 'aria-label': words.text('details') },
    element('h3', { class: 'lw-path' }, words.path(item)),
    element('ul', {}, ...facts),
    ...(buttons.length > 0 ? [element('div', { class: 'lw-buttons' }, ...buttons)] : []),
  );
}

function buttonsOf({ files, layers }: PictureModel, words: Words, file: number, events: DetailEvents): HTMLElement[] {
  const { onOpen, onGoTo } = events;
  const button = (text: string, run: () => void): HTMLElement => {
    const made = element('button', { type: 'button' }, text);
    made.addEventListener('click', run);
    return made;
  };
  const hasLine = (layer: number): boolean => layer >= 0 && layers[layer]?.line !== null;
  const [writer, hider] = [files.layer[file], files.hiddenBy[file]];
  return [
    ...(onOpen !== null && files.count[file] === 1 ? [button(words.text('openFile'), () => onOpen(file))] : []),
    ...(onGoTo !== null && hasLine(writer) ? [button(words.text('goToWriter'), () => onGoTo(writer))] : []),
    ...(onGoTo !== null && files.how[file] > 0 && hasLine(hider)
      ? [button(words.text('goToHider'), () => onGoTo(hider))]
      : []),
  ];
}
