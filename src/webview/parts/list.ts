import { countText } from '../../core/words/countText.ts';
import { element } from '../element.ts';
import type { Item } from '../layout/box.ts';
import type { Bar, Words } from '../portraits/portrait.ts';

export interface ListEvents {
  onFocus(item: Item | null): void;
  /** Enter, or a click. */
  onChoose(item: Item): void;
  onUp(): void;
}

export interface Listed {
  readonly items: readonly Item[];
  /** Bytes of the whole, for the bars. */
  readonly bytes: number;
  readonly bar: (item: Item) => readonly Bar[];
  /** Paths rather than names. */
  readonly withPath: boolean;
  readonly label: string;
}

export interface List {
  readonly element: HTMLElement;
  show(listed: Listed, words: Words): void;
  /** Puts the focus on an item; on the first where it is not there. */
  focus(item?: Item | null): void;
  /** The item that was chosen. */
  select(item: Item | null): void;
}

/** As many rows as are made at once. */
const PAGE = 200;

/** Everything that the picture has in a folder, for the keyboard and for screen readers: a tree, one level of it at a time. */
export function listPart(events: ListEvents, signal: AbortSignal): List {
  const tree = element('div', { role: 'tree', class: 'lw-list' });
  let listed: Listed | null = null;
  let words: Words | null = null;
  let shown = PAGE;
  let rows: HTMLElement[] = [];
  let selected: Item | null = null;

  function fill(): void {
    if (listed === null || words === null) return;
    const { items, label } = listed;
    const [all, said] = [listed, words];
    tree.setAttribute('aria-label', label);
    rows = items.slice(0, shown).map((item, i) => itemRow(all, said, item, i));
    if (items.length > shown) rows.push(moreRow(said, items.length - shown));
    if (items.length === 0) rows.push(treeRow('lw-none', said.text('nothingHere')));
    rows.at(0)?.setAttribute('tabindex', '0');
    tree.replaceChildren(...rows);
    markSelected();
  }

  function markSelected(): void {
    rows.forEach((row, i) => {
      const item = listed?.items.at(i);
      const isSelected = i < shown && item !== undefined && selected !== null && isSame(item, selected);
      row.setAttribute('aria-selected', String(isSelected));
    });
  }

  function moveTo(row: HTMLElement | undefined): void {
    if (row === undefined) return;
    for (const other of rows) other.setAttribute('tabindex', other === row ? '0' : '-1');
    row.focus();
    row.scrollIntoView({ block: 'nearest' });
  }

  function choose(row: HTMLElement): void {
    const at = rows.indexOf(row);
    const item = at < shown ? listed?.items.at(at) : undefined;
    if (item !== undefined) events.onChoose(item);
    else if (listed !== null && listed.items.length > shown) {
      shown += PAGE;
      fill();
      moveTo(rows.at(at));
    }
  }

  const rowOf = (event: Event): HTMLElement | undefined => rows.find((row) => row.contains(event.target as Node));
  tree.addEventListener(
    'focusin',
    (event) => {
      const row = rowOf(event);
      events.onFocus((row && listed?.items.at(rows.indexOf(row))) ?? null);
    },
    { signal },
  );
  tree.addEventListener('focusout', () => events.onFocus(null), { signal });
  tree.addEventListener(
    'click',
    (event) => {
      const row = rowOf(event);
      if (row === undefined) return;
      moveTo(row);
      choose(row);
    },
    { signal },
  );
  tree.addEventListener(
    'keydown',
    (event) => {
      const row = rowOf(event);
      if (row === undefined) return;
      const at = rows.indexOf(row);
      const item = listed?.items.at(at);
      const isFolder = item !== undefined && item.kind !== 'file';
      const actions: Readonly<Record<string, () => void>> = {
        ArrowDown: () => moveTo(rows.at(at + 1)),
        ArrowUp: () => moveTo(rows.at(Math.max(0, at - 1))),
        Home: () => moveTo(rows.at(0)),
        End: () => moveTo(rows.at(-1)),
        ArrowLeft: () => events.onUp(),
        ArrowRight: () => {
          if (isFolder) choose(row);
        },
        Enter: () => choose(row),
        ' ': () => choose(row),
      };
      const action = actions[event.key];
      if (action === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      action();
    },
    { signal },
  );

  return {
    element: tree,
    show(next, said) {
      [listed, words, shown] = [next, said, PAGE];
      fill();
    },
    focus(item = null) {
      const at = item === null ? -1 : (listed?.items.findIndex((other) => isSame(other, item)) ?? -1);
      moveTo((at < 0 ? undefined : rows.at(at)) ?? rows.at(0));
    },
    select(item) {
      selected = item;
      markSelected();
    },
  };
}

function itemRow(listed: Listed, words: Words, item: Item, place: number): HTMLElement {
  const isFolder = item.kind === 'folder';
  const title = listed.withPath ? words.path(item) : words.name(item);
  const facts = words.facts(item);
  const row = treeRow(
    item.kind === 'folder' ? 'lw-folder' : '',
    element('span', { class: 'lw-name' }, title),
    // Read as two words.
    ' ',
    element('span', { class: 'lw-bytes' }, words.figure(item)),
    share(listed, item),
  );
  const kind = isFolder ? [words.text('folder')] : [];
  row.setAttribute('aria-label', [title, ...facts.slice(0, 1), ...kind, ...facts.slice(1)].join(', '));
  row.setAttribute('aria-setsize', String(listed.items.length));
  row.setAttribute('aria-posinset', String(place + 1));
  if (isFolder) row.setAttribute('aria-expanded', 'false');
  return row;
}

/** How much of the whole it is, and what of it. */
function share({ bytes: whole, bar }: Listed, item: Item): HTMLElement {
  const parts = bar(item).map(({ name, bytes }) => {
    const made = element('span', { class: name });
    made.style.width = `${Math.min(100, (bytes / Math.max(1, whole)) * 100)}%`;
    return made;
  });
  return element('span', { class: 'lw-share' }, ...parts);
}

function moreRow(words: Words, left: number): HTMLElement {
  return treeRow('lw-more', words.text('showMore', countText(left)));
}

function treeRow(name: string, ...content: readonly (Node | string)[]): HTMLElement {
  return element(
    'div',
    { role: 'treeitem', 'aria-level': 1, class: `lw-row ${name}`.trim(), tabindex: -1 },
    ...content,
  );
}

function isSame(a: Item, b: Item): boolean {
  if (a.kind === 'file') return b.kind === 'file' && a.file === b.file;
  return a.kind === b.kind && a.folder === b.folder;
}
