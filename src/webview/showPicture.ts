import { bytesText } from '../core/words/bytesText.ts';
import { element } from './element.ts';
import type { Item } from './layout/box.ts';
import { type Counted, folderItems } from './layout/folderItems.ts';
import { findFolder, folderChain, isWithin } from './model/paths.ts';
import { type Found, search } from './model/search.ts';
import { breadcrumb } from './parts/breadcrumb.ts';
import { detailsOf } from './parts/details.ts';
import { legend } from './parts/legend.ts';
import { listPart } from './parts/list.ts';
import { timelinePart } from './parts/timeline.ts';
import { toolbarPart } from './parts/toolbar.ts';
import { tooltipPart } from './parts/tooltip.ts';
import { treemapPart } from './parts/treemap.ts';
import type { Portrait } from './portraits/portrait.ts';

/** What surrounds the picture: an editor, or nothing but a page. */
export interface Surroundings {
  /** A step was chosen in the timeline; null for the whole. */
  onSelect(step: number | null): void;
  /** Null where there is no editor. */
  readonly onOpen: ((file: number) => void) | null;
  readonly onGoTo: ((step: number) => void) | null;
  /** What was looked at; kept by whoever can keep it. */
  onLook(kept: Kept): void;
}

export interface Kept {
  /** Names of the folders down to the one that is looked at. */
  readonly folder: readonly string[];
  readonly coloring: string;
}

export interface ShownPicture {
  /** The step that is selected elsewhere. */
  select(steps: readonly number[]): void;
  /** The theme has changed. */
  restyle(): void;
  close(): void;
}

/** Everything that is looked at. The rest follows from it. */
interface Looked {
  folder: number;
  coloring: string;
  selected: ReadonlySet<number>;
  isOnly: boolean;
  found: Found | null;
  chosen: Item | null;
}

/** Draws a picture into an element. */
export function showPicture(
  root: HTMLElement,
  portrait: Portrait,
  surroundings: Surroundings,
  kept: Kept | null = null,
): ShownPicture {
  const { model } = portrait;
  const all = model.totals(null);
  const words = portrait.words(() => counted);
  const closing = new AbortController();
  const { signal } = closing;
  const looked: Looked = {
    folder: findFolder(model, kept?.folder ?? []),
    coloring: coloringOf(portrait, kept),
    selected: new Set(),
    isOnly: portrait.only.isOn,
    found: null,
    chosen: null,
  };
  let counted: Counted = { totals: all, kept: null };

  const live = element('div', { role: 'status', class: 'lw-hidden' });
  const tooltip = tooltipPart();
  const heading = element('h2', { class: 'lw-heading' });
  const details = element('div');
  const keys = element('ul', { class: 'lw-legend' });
  const crumbs = element('nav', { class: 'lw-crumbs', 'aria-label': words.text('folders') });
  const treemap = treemapPart(
    portrait,
    {
      onHover(item, x, y) {
        tooltip.show(item, words, x, y);
        treemap.mark(item ?? looked.chosen);
      },
      onClick: choose,
    },
    signal,
  );
  const list = listPart(
    { onFocus: (item) => treemap.mark(item ?? looked.chosen), onChoose: choose, onUp: goUp },
    signal,
  );
  const timeline = timelinePart(
    portrait,
    words,
    (step) => {
      select(step === null ? [] : [step]);
      surroundings.onSelect(step);
    },
    signal,
  );
  const toolbar = toolbarPart(
    portrait,
    words,
    looked.coloring,
    {
      onSearch(text) {
        looked.found = search(model, text);
        render();
        if (looked.found !== null) say(matchText(looked.found));
      },
      onList: () => list.focus(),
      onColoring(coloring) {
        looked.coloring = coloring;
        render();
        remember();
      },
      onOnly(isOnly) {
        looked.isOnly = isOnly;
        count();
        render();
      },
    },
    signal,
  );

  function say(text: string): void {
    live.replaceChildren(text);
  }

  function matchText(found: Found): string {
    return words.text('matches', words.files(found.count), bytesText(found.bytes));
  }

  function remember(): void {
    const names = folderChain(model, looked.folder).map((folder) => model.folders.name[folder]);
    surroundings.onLook({ folder: names, coloring: looked.coloring });
  }

  /** Which files are part of the picture. */
  function count(): void {
    const mask = looked.isOnly ? portrait.kept(looked.selected) : null;
    counted = { totals: mask === null ? all : model.totals(mask), kept: mask };
    // A folder that has nothing left is left.
    while (looked.folder !== 0 && counted.totals.bytes[looked.folder] === 0) {
      looked.folder = model.folders.parent[looked.folder];
    }
  }

  function isBright(): ((item: Item) => boolean) | null {
    const { found, selected } = looked;
    const mask = found?.files ?? null;
    if (mask === null && selected.size === 0) return null;
    const isBrightFile = (file: number): boolean =>
      (mask === null || mask[file] === 1) && (selected.size === 0 || portrait.isOfStep(file, selected));
    const bright = model.totals(Uint8Array.from(model.files.bytes, (_, file) => (isBrightFile(file) ? 1 : 0)));
    return (item) => (item.kind === 'file' ? isBrightFile(item.file) : bright.bytes[item.folder] > 0);
  }

  function render(): void {
    const { folder, coloring, found } = looked;
    treemap.show({ counted, folder, coloring, isBright: isBright(), words });
    crumbs.replaceChildren(breadcrumb(model, words, folder, goTo));
    keys.replaceChildren(...legend(portrait.legend(coloring, looked.isOnly)));
    const here: Item = { kind: 'folder', folder, bytes: counted.totals.bytes[folder] };
    heading.replaceChildren(found === null ? [words.path(here), ...words.facts(here)].join(' · ') : matchText(found));
    list.show(
      {
        items: found === null ? folderItems(model, counted, folder, 1) : found.list.map(fileItem),
        bytes: found === null ? here.bytes : found.bytes,
        bar: (item) => portrait.bar(item, counted),
        withPath: found !== null,
        label: found === null ? words.path(here) : words.text('found'),
      },
      words,
    );
    list.select(looked.chosen);
    renderDetails();
  }

  function fileItem(file: number): Item {
    return { kind: 'file', folder: model.files.folder[file], file, bytes: model.files.bytes[file] };
  }

  function renderDetails(): void {
    const { chosen } = looked;
    details.replaceChildren(...(chosen === null ? [] : [detailsOf(portrait, words, chosen, surroundings)]));
  }

  function goTo(folder: number): void {
    if (folder === looked.folder) return;
    const hadFocus = list.element.contains(document.activeElement);
    const from = looked.folder;
    looked.folder = folder;
    looked.chosen = null;
    toolbar.clearSearch();
    looked.found = null;
    tooltip.show(null, words, 0, 0);
    treemap.mark(null);
    render();
    remember();
    const item: Item = { kind: 'folder', folder, bytes: counted.totals.bytes[folder] };
    say([words.path(item), ...words.facts(item)].join(', '));
    // Coming up, the folder one comes from is where one was.
    if (hadFocus) list.focus(isWithin(model, from, folder) ? childOnTheWay(from, folder) : null);
  }

  function childOnTheWay(from: number, to: number): Item | null {
    let at = from;
    while (at !== 0 && model.folders.parent[at] !== to) at = model.folders.parent[at];
    return at === 0 ? null : { kind: 'folder', folder: at, bytes: counted.totals.bytes[at] };
  }

  function goUp(): void {
    if (looked.folder !== 0) goTo(model.folders.parent[looked.folder]);
  }

  function choose(item: Item): void {
    if (item.kind === 'folder' || (item.kind === 'small' && item.folder !== looked.folder)) {
      goTo(item.folder);
      return;
    }
    looked.chosen = item;
    treemap.mark(item);
    list.select(item);
    renderDetails();
    say([words.path(item), ...words.facts(item)].join(', '));
    const step = item.kind === 'file' ? portrait.stepOf(item.file) : -1;
    if (step >= 0) surroundings.onGoTo?.(step);
  }

  function select(steps: readonly number[]): void {
    if (steps.length === looked.selected.size && steps.every((step) => looked.selected.has(step))) return;
    looked.selected = new Set(steps);
    timeline.select(looked.selected);
    count();
    render();
  }

  const part = element(
    'div',
    { class: 'lw-picture' },
    element('div', { class: 'lw-bar' }, crumbs, toolbar.element),
    element(
      'div',
      { class: 'lw-body' },
      treemap.element,
      element('div', { class: 'lw-side' }, heading, list.element, details),
    ),
    keys,
    timeline.element,
    tooltip.element,
    live,
  );
  part.addEventListener(
    'keydown',
    (event) => {
      const isTyping = event.target instanceof HTMLInputElement && event.target.type === 'search';
      if (isTyping || (event.key !== 'Escape' && event.key !== 'Backspace')) return;
      event.preventDefault();
      goUp();
    },
    { signal },
  );
  root.replaceChildren(part);
  count();
  render();

  return {
    select,
    restyle: () => treemap.restyle(),
    close() {
      closing.abort();
      part.remove();
    },
  };
}

function coloringOf({ colorings }: Portrait, kept: Kept | null): string {
  return (colorings.find(({ name }) => name === kept?.coloring) ?? colorings[0]).name;
}
