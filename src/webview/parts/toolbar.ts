import { element } from '../element.ts';
import type { Portrait, Words } from '../portraits/portrait.ts';

export interface ToolbarEvents {
  onSearch(text: string): void;
  /** From the search to what it found. */
  onList(): void;
  onColoring(coloring: string): void;
  onOnly(isOnly: boolean): void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  clearSearch(): void;
}

/** Milliseconds: a search need not follow every key. */
const PAUSE = 120;

export function toolbarPart(
  { colorings, only: { text: onlyText, isOn } }: Portrait,
  words: Words,
  coloring: string,
  events: ToolbarEvents,
  signal: AbortSignal,
): Toolbar {
  const input = element('input', {
    type: 'search',
    placeholder: words.text('search'),
    'aria-label': words.text('search'),
    spellcheck: 'false',
  });
  const choice = element(
    'select',
    {},
    ...colorings.map(({ name, text }) => element('option', { value: name, selected: coloring === name }, text)),
  );
  const only = element('input', { type: 'checkbox', checked: isOn });
  let typing = 0;
  input.addEventListener(
    'input',
    () => {
      clearTimeout(typing);
      typing = setTimeout(() => events.onSearch(input.value), PAUSE);
    },
    { signal },
  );
  input.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' || event.key === 'ArrowDown') {
        event.preventDefault();
        clearTimeout(typing);
        events.onSearch(input.value);
        events.onList();
      } else if (event.key === 'Escape' && input.value !== '') {
        event.preventDefault();
        input.value = '';
        events.onSearch('');
      }
    },
    { signal },
  );
  choice.addEventListener('change', () => events.onColoring(choice.value), { signal });
  only.addEventListener('change', () => events.onOnly(only.checked), { signal });
  return {
    element: element(
      'div',
      { class: 'lw-tools' },
      input,
      ...(colorings.length > 1 ? [element('label', {}, words.text('colour'), ' ', choice)] : []),
      element('label', {}, only, ' ', onlyText),
    ),
    clearSearch() {
      clearTimeout(typing);
      input.value = '';
    },
  };
}
