import { drawTreemap, type Look, outline } from '../draw/drawTreemap.ts';
import { textFitter } from '../draw/fitText.ts';
import { hatches } from '../draw/hatch.ts';
import { type Palette, readPalette } from '../draw/palette.ts';
import { SAME } from '../draw/transform.ts';
import { eased, zoomed } from '../draw/zoom.ts';
import { element } from '../element.ts';
import type { Box, Item, Size } from '../layout/box.ts';
import { boxAt, boxOfFile, boxOfFolder } from '../layout/boxAt.ts';
import type { Counted } from '../layout/folderItems.ts';
import { layoutTreemap } from '../layout/layoutTreemap.ts';
import type { Portrait, Words } from '../portraits/portrait.ts';

/** What is drawn. */
export interface Scene {
  readonly counted: Counted;
  readonly folder: number;
  readonly coloring: string;
  /** Null where nothing is dimmed. */
  readonly isBright: ((item: Item) => boolean) | null;
  readonly words: Words;
}

export interface TreemapEvents {
  onHover(item: Item | null, x: number, y: number): void;
  onClick(item: Item): void;
}

export interface Treemap {
  readonly element: HTMLElement;
  readonly palette: () => Palette;
  /** Draws it; to another folder it zooms. */
  show(scene: Scene): void;
  /** Puts a frame around an item. */
  mark(item: Item | null): void;
  /** Reads the theme again. */
  restyle(): void;
}

const ZOOM_MILLISECONDS = 260;

/** The drawn part. Whoever cannot see it or has no mouse has the list beside it, which has the same. */
export function treemapPart(portrait: Portrait, events: TreemapEvents, signal: AbortSignal): Treemap {
  const canvas = element('canvas', { 'aria-hidden': 'true', class: 'lw-canvas' });
  const part = element('div', { class: 'lw-map' }, canvas);
  const found = canvas.getContext('2d', { alpha: false });
  let palette: Palette | null = null;
  let scene: Scene | null = null;
  let drawn: Box | null = null;
  let marked: Item | null = null;
  let frame = 0;
  let isZooming = false;

  const size = (): Size => ({ width: canvas.clientWidth, height: canvas.clientHeight });
  const palettes = (): Palette => (palette ??= readPalette(part, portrait.colors));

  function lookOf({ counted, coloring, isBright, words }: Scene, context: CanvasRenderingContext2D): Look {
    const colors = palettes();
    return {
      palette: colors,
      hatches: hatches(context, colors.stripe, devicePixelRatio),
      appearance: (item) => portrait.appearance(item, counted, coloring, colors),
      isBright: isBright ?? (() => true),
      label: (item) => words.name(item),
      figure: (item) => words.figure(item),
      fit: textFitter((text) => context.measureText(text).width),
    };
  }

  function prepare(context: CanvasRenderingContext2D): void {
    const { width, height } = size();
    const scale = devicePixelRatio;
    const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
    // Setting either clears it and takes time.
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.font = `12px ${palettes().font}`;
    context.textBaseline = 'middle';
    context.fillStyle = palettes().background;
    context.fillRect(0, 0, width, height);
  }

  function drawStill(): void {
    if (found === null || drawn === null || scene === null) return;
    prepare(found);
    drawTreemap(found, drawn, lookOf(scene, found), SAME);
    const box = marked === null ? null : boxOfItem(drawn, marked);
    if (box === null || box.depth === 0) return;
    const place = { x: box.x0, y: box.y0, width: box.x1 - box.x0, height: box.y1 - box.y0 };
    outline(found, palettes().background, place, 4);
    outline(found, palettes().focus, place, 2);
  }

  /** What is marked meanwhile is drawn when a zoom is over. */
  function draw(): void {
    if (isZooming) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(drawStill);
  }

  /** Both are laid out once; what moves is how they lie on the canvas. */
  function zoom(outer: Box, inner: Box, box: Box, isIn: boolean): void {
    if (found === null || scene === null) return;
    const [context, look] = [found, lookOf(scene, found)];
    const began = performance.now();
    const step = (now: number): void => {
      const part = Math.min(1, Math.max(0, now - began) / ZOOM_MILLISECONDS);
      if (part === 1) {
        isZooming = false;
        drawStill();
        return;
      }
      const at = zoomed(box, size(), eased(isIn ? part : 1 - part));
      prepare(context);
      drawTreemap(context, outer, look, at.outer);
      drawTreemap(context, inner, look, at.inner);
      frame = requestAnimationFrame(step);
    };
    cancelAnimationFrame(frame);
    isZooming = true;
    frame = requestAnimationFrame(step);
  }

  function show(next: Scene): void {
    const before = drawn;
    const isMoving = scene !== null && scene.folder !== next.folder && !isStill();
    const from = scene?.folder ?? next.folder;
    scene = next;
    isZooming = false;
    drawn = layoutTreemap(portrait.model, next.counted, next.folder, size());
    const into = isMoving && before !== null ? boxOfFolder(before, next.folder) : null;
    const out = isMoving ? boxOfFolder(drawn, from) : null;
    if (before !== null && into !== null) zoom(before, drawn, into, true);
    else if (before !== null && out !== null) zoom(drawn, before, out, false);
    else draw();
  }

  const itemAt = (event: MouseEvent): Item | null => {
    const at = canvas.getBoundingClientRect();
    const box = drawn === null ? null : boxAt(drawn, event.clientX - at.left, event.clientY - at.top);
    return box === null || box.depth === 0 ? null : box.item;
  };
  canvas.addEventListener('mousemove', (event) => events.onHover(itemAt(event), event.clientX, event.clientY), {
    signal,
  });
  canvas.addEventListener('mouseleave', () => events.onHover(null, 0, 0), { signal });
  canvas.addEventListener(
    'click',
    (event) => {
      const item = itemAt(event);
      if (item !== null) events.onClick(item);
    },
    { signal },
  );
  const resizing = new ResizeObserver(() => {
    if (scene !== null) show(scene);
  });
  resizing.observe(part);
  signal.addEventListener('abort', () => {
    resizing.disconnect();
    cancelAnimationFrame(frame);
  });

  return {
    element: part,
    palette: palettes,
    show,
    mark(item) {
      marked = item;
      draw();
    },
    restyle() {
      palette = null;
      draw();
    },
  };
}

function boxOfItem(box: Box, item: Item): Box | null {
  return item.kind === 'file'
    ? boxOfFile(box, item.file)
    : item.kind === 'folder'
      ? boxOfFolder(box, item.folder)
      : null;
}

function isStill(): boolean {
  return (
    matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion')
  );
}
