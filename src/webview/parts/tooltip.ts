import { element } from '../element.ts';
import type { Item } from '../layout/box.ts';
import type { Words } from '../portraits/portrait.ts';

export interface Tooltip {
  readonly element: HTMLElement;
  show(item: Item | null, words: Words, x: number, y: number): void;
}

const GAP = 14;

/** What is under the mouse. Whoever has none has the same from the list. */
export function tooltipPart(): Tooltip {
  const part = element('div', { class: 'lw-tooltip', 'aria-hidden': 'true', hidden: true });
  return {
    element: part,
    show(item, words, x, y) {
      part.hidden = item === null;
      if (item === null) return;
      const [path, ...facts] = [words.path(item), ...words.facts(item)];
      part.replaceChildren(element('strong', {}, path), ...facts.map((fact) => element('div', {}, fact)));
      // On the side where there is room.
      const { offsetWidth: width, offsetHeight: height } = part;
      const left = x + GAP + width > innerWidth ? x - GAP - width : x + GAP;
      const top = y + GAP + height > innerHeight ? y - GAP - height : y + GAP;
      part.style.left = `${Math.max(0, left)}px`;
      part.style.top = `${Math.max(0, top)}px`;
    },
  };
}
