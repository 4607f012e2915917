import type { PictureData } from '../core/picture/types.ts';
import { bytesText } from '../core/words/bytesText.ts';
import type { PictureTexts } from '../core/words/pictureTexts.ts';
import type { Coloring } from './draw/appearance.ts';
import { element } from './element.ts';
import type { Item } from './layout/box.ts';
import { type Counted, folderItems } from './layout/folderItems.ts';
import { findFolder, folderChain, isWithin } from './model/paths.ts';
import { pictureModel } from './model/pictureModel.ts';
import { type Found, search } from './model/search.ts';
import { breadcrumb } from './parts/breadcrumb.ts';
import { detailsOf } from './parts/details.ts';
import { legend } from './parts/legend.ts';
import { listPart } from './parts/list.ts';
import { timelinePart } from './parts/timeline.ts';
import { toolbarPart } from './parts/toolbar.ts';
import { tooltipPart } from './parts/tooltip.ts';
import { treemapPart } from './parts/treemap.ts';
import { wordsOf } from './words.ts';

/** What surrounds the picture: an editor, or nothing but a page. */
export interface Surroundings {
  readonly texts: PictureTexts;
  /** A step was chosen in the timeline; null for the whole image. */
  onSelect(layer: number | null): void;
  /** Null where there is no editor. */
  readonly onOpen: ((file: number) => void) | null;
  readonly onGoTo: ((layer: number) => void) | null;
  /** What was looked at; kept by whoever can keep it. */
  onLook(kept: Kept): void;
}

export interface Kept {
  /** Names of the folders down to the one that is looked at. */
  readonly folder: readonly string[];
  readonly coloring: Coloring;
}

export interface ShownPicture {
  /** The step that is selected elsewhere. */
  select(layers: readonly number[]): void;
  /** The theme has changed. */
  restyle(): void;
  close(): void;
}

/** Everything that is looked at. The rest follows from it. */
interface Looked {
  folder: number;
  coloring: Coloring;
  selected: ReadonlySet<number>;
  isOnly: boolean;
  found: Found | null;
  chosen: Item | null;
}

/** Draws the picture of an image into an element. */
export function showPicture(
  root: HTMLElement,
  data: PictureData,
  surroundings: Surroundings,
  kept: Kept | null = null,
): ShownPicture {
  const model = pictureModel(data);
  const all = model.totals(null);
  const words = wordsOf(model, surroundings.texts, (folder) => ({
    bytes: counted.totals.bytes[folder],
    wasted: counted.totals.wasted[folder],
    files: counted.totals.files[folder],
  }));
  const closing = new AbortController();
  const { signal } = closing;
  const looked: Looked = {
    folder: findFolder(model, kept?.folder ?? []),
    coloring: kept?.coloring ?? 'state',
    selected: new Set(),
    isOnly: false,
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
    model.layers.map(({ isBase }) => isBase),
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
    model,
    words,
    (layer) => {
      select(layer === null ? [] : [layer]);
      surroundings.onSelect(layer);
    },
    signal,
  );
  const toolbar = toolbarPart(
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

  function isOfStep(file: number): boolean {
    return looked.selected.has(model.files.layer[file]) || looked.selected.has(model.files.hiddenBy[file]);
  }

  /** Which files are part of the picture. */
  function count(): void {
    if (!looked.isOnly || looked.selected.size === 0) counted = { totals: all, kept: null };
    else {
      const mask = Uint8Array.from(model.files.layer, (_, file) => (isOfStep(file) ? 1 : 0));
      counted = { totals: model.totals(mask), kept: mask };
    }
    // A folder that has nothing left is left.
    while (looked.folder !== 0 && counted.totals.bytes[looked.folder] === 0) {
      looked.folder = model.folders.parent[looked.folder];
    }
  }

  function isBright(): ((item: Item) => boolean) | null {
    const { found, selected } = looked;
    const mask = found?.files ?? null;
    const isDimmed = mask !== null || (selected.size > 0 && counted.kept === null);
    if (!isDimmed) return null;
    const isBrightFile = (file: number): boolean =>
      (mask === null || mask[file] === 1) && (selected.size === 0 || isOfStep(file));
    const bright = model.totals(Uint8Array.from(model.files.layer, (_, file) => (isBrightFile(file) ? 1 : 0)));
    return (item) => (item.kind === 'file' ? isBrightFile(item.file) : bright.bytes[item.folder] > 0);
  }

  function render(): void {
    const { folder, coloring, found } = looked;
    treemap.show({ model, counted, folder, coloring, isBright: isBright(), label: (item) => words.name(item) });
    crumbs.replaceChildren(breadcrumb(model, words, folder, goTo));
    keys.replaceChildren(...legend(model, words, coloring));
    const here: Item = { kind: 'folder', folder, bytes: counted.totals.bytes[folder] };
    heading.replaceChildren(found === null ? [words.path(here), ...words.facts(here)].join(' · ') : matchText(found));
    list.show(
      {
        items: found === null ? folderItems(model, counted, folder, 1) : found.list.map(fileItem),
        bytes: found === null ? here.bytes : found.bytes,
        wasted: wastedOf,
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

  function wastedOf(item: Item): number {
    if (item.kind === 'small') return item.wasted;
    if (item.kind === 'folder') return counted.totals.wasted[item.folder];
    return model.files.how[item.file] > 0 ? item.bytes : 0;
  }

  function renderDetails(): void {
    const { chosen } = looked;
    details.replaceChildren(...(chosen === null ? [] : [detailsOf(model, words, chosen, surroundings)]));
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
    if (item.kind === 'file') surroundings.onGoTo?.(model.files.layer[item.file]);
  }

  function select(layers: readonly number[]): void {
    if (layers.length === looked.selected.size && layers.every((layer) => looked.selected.has(layer))) return;
    looked.selected = new Set(layers);
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
