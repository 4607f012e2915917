import { element } from '../element.ts';
import type { Item } from '../layout/box.ts';
import type { Portrait, Words } from '../portraits/portrait.ts';

export interface DetailEvents {
  /** Null where nothing can be opened. */
  readonly onOpen: ((file: number) => void) | null;
  readonly onGoTo: ((step: number) => void) | null;
}

/** What is known of the chosen file, and where to go from it. */
export function detailsOf(portrait: Portrait, words: Words, item: Item, events: DetailEvents): HTMLElement {
  const facts = words.facts(item).map((fact) => element('li', {}, fact));
  const buttons = item.kind === 'file' ? buttonsOf(portrait, item.file, events) : [];
  return element(
    'section',
    { class: 'lw-details', 'aria-label': words.text('details') },
    element('h3', { class: 'lw-path' }, words.path(item)),
    element('ul', {}, ...facts),
    ...(buttons.length > 0 ? [element('div', { class: 'lw-buttons' }, ...buttons)] : []),
  );
}

function buttonsOf(portrait: Portrait, file: number, { onOpen, onGoTo }: DetailEvents): HTMLElement[] {
  const button = (text: string, run: () => void): HTMLElement => {
    const made = element('button', { type: 'button' }, text);
    made.addEventListener('click', run);
    return made;
  };
  const openText = portrait.openText(file);
  const targets = onGoTo === null ? [] : portrait.targets(file);
  return [
    ...(onOpen === null || openText === null ? [] : [button(openText, () => onOpen(file))]),
    ...targets.map(({ text, step }) => button(text, () => onGoTo?.(step))),
  ];
}
