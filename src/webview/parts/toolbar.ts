import type { Coloring } from '../draw/appearance.ts';
import { element } from '../element.ts';
import type { Words } from '../words.ts';

export interface ToolbarEvents {
  onSearch(text: string): void;
  /** From the search to what it found. */
  onList(): void;
  onColoring(coloring: Coloring): void;
  onOnly(isOnly: boolean): void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  clearSearch(): void;
}

/** Milliseconds: a search need not follow every key. */
const PAUSE = 120;

export function toolbarPart(words: Words, coloring: Coloring, events: ToolbarEvents, signal: AbortSignal): Toolbar {
  const input = element('input', {
    type: 'search',
    placeholder: words.text('search'),
    'aria-label': words.text('search'),
    spellcheck: 'false',
  });
  const choice = element(
    'select',
    {},
    element('option', { value: 'state', selected: coloring === 'state' }, words.text('byState')),
    element('option', { value: 'layer', selected: coloring === 'layer' }, words.text('byLayer')),
  );
  const only = element('input', { type: 'checkbox' });
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
  choice.addEventListener('change', () => events.onColoring(choice.value === 'layer' ? 'layer' : 'state'), { signal });
  only.addEventListener('change', () => events.onOnly(only.checked), { signal });
  return {
    element: element(
      'div',
      { class: 'lw-tools' },
      input,
      element('label', {}, words.text('colour'), ' ', choice),
      element('label', {}, only, ' ', words.text('onlySelected')),
    ),
    clearSearch() {
      clearTimeout(typing);
      input.value = '';
    },
  };
}
