import { element } from '../element.ts';
import type { Portrait, PortraitStep, Words } from '../portraits/portrait.ts';

export interface Timeline {
  readonly element: HTMLElement;
  /** The layers of the selected step; none for the whole image. */
  select(layers: ReadonlySet<number>): void;
}

/** One bar a step, such as a layer from the bottom of the image: what is seen of it, and what is wasted. */
export function timelinePart(
  { steps, wholeText }: Portrait,
  words: Words,
  onSelect: (layer: number | null) => void,
  signal: AbortSignal,
): Timeline {
  const largest = Math.max(1, ...steps.map(({ bars }) => bars.reduce((sum, { bytes }) => sum + bytes, 0)));
  const options = [wholeOption(wholeText), ...steps.map((step, place) => stepOption(step, place, largest))];
  const list = element(
    'div',
    { role: 'listbox', class: 'lw-steps', 'aria-label': words.text('timeline'), 'aria-orientation': 'horizontal' },
    ...options,
  );
  const caption = element('div', { class: 'lw-caption' });
  const part = element('div', { class: 'lw-timeline' }, caption, list);
  let selected: ReadonlySet<number> = new Set();

  const captionOf = (at: number): string => {
    const step = steps.at(at - 1);
    return at <= 0 || step === undefined ? wholeText : [step.title, ...step.facts].join(' · ');
  };
  const lastSelected = (): number => Math.max(-1, ...selected) + 1;
  const tell = (at: number): void => caption.replaceChildren(captionOf(at));

  const choose = (at: number): void => {
    const option = options.at(at);
    if (option === undefined) return;
    option.focus();
    onSelect(at === 0 ? null : at - 1);
  };
  const optionAt = (event: Event): number => options.findIndex((option) => option.contains(event.target as Node));
  list.addEventListener(
    'click',
    (event) => {
      const at = optionAt(event);
      if (at >= 0) choose(at);
    },
    { signal },
  );
  list.addEventListener(
    'mouseover',
    (event) => {
      const at = optionAt(event);
      if (at >= 0) tell(at);
    },
    { signal },
  );
  list.addEventListener('mouseleave', () => tell(lastSelected()), { signal });
  list.addEventListener(
    'keydown',
    (event) => {
      const at = optionAt(event);
      const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: options.length - 1 }[event.key];
      if (at < 0 || target === undefined) return;
      event.preventDefault();
      choose(Math.min(options.length - 1, Math.max(0, target)));
    },
    { signal },
  );

  const select = (next: ReadonlySet<number>): void => {
    selected = next;
    const focused = lastSelected();
    options.forEach((option, at) => {
      const isSelected = at === 0 ? next.size === 0 : next.has(at - 1);
      option.setAttribute('aria-selected', String(isSelected));
      option.setAttribute('tabindex', at === focused ? '0' : '-1');
    });
    tell(focused);
    // Not `scrollIntoView`, which would move the whole page.
    const option = options.at(focused);
    if (option !== undefined && next.size > 0) list.scrollLeft = option.offsetLeft - list.clientWidth / 2;
  };
  select(selected);
  return { element: part, select };
}

function wholeOption(text: string): HTMLElement {
  return element(
    'div',
    { role: 'option', class: 'lw-step lw-whole', tabindex: 0, 'aria-label': text },
    element('span', { class: 'lw-column' }, element('span', { class: 'lw-all' })),
    element('span', { class: 'lw-step-name', 'aria-hidden': 'true' }, '∗'),
  );
}

function stepOption({ bars, isBase, title, facts, name }: PortraitStep, place: number, largest: number): HTMLElement {
  const parts = bars.flatMap(({ name: color, bytes }) => {
    if (bytes === 0) return [];
    const made = element('span', { class: color });
    // What is there is seen, however little it is.
    made.style.height = `max(2px, ${(bytes / largest) * 100}%)`;
    return [made];
  });
  return element(
    'div',
    {
      role: 'option',
      class: isBase ? 'lw-step lw-base' : 'lw-step',
      tabindex: -1,
      'aria-label': [title, ...facts].join(', '),
      'data-step': place,
    },
    element('span', { class: 'lw-column' }, ...parts),
    element('span', { class: 'lw-step-name', 'aria-hidden': 'true' }, name),
  );
}
