import { showControls } from '../../core/words/showControls.ts';
import type { Box, Item } from '../layout/box.ts';
import { TITLE_HEIGHT } from '../layout/layoutTreemap.ts';
import type { Appearance } from './appearance.ts';
import type { Hatches } from './hatch.ts';
import type { Palette } from './palette.ts';
import type { Transform } from './transform.ts';

export interface Look {
  readonly palette: Palette;
  readonly hatches: Hatches;
  readonly appearance: (item: Item) => Appearance;
  /** False for what is only there to see where the rest lies. */
  readonly isBright: (item: Item) => boolean;
  /** As the image has it. */
  readonly label: (item: Item) => string;
  /** The number that stands with it. */
  readonly figure: (item: Item) => string;
  readonly fit: (text: string, width: number) => string;
}

const DIM = 0.22;
const LINE = 14;
const MARGIN = 4;

/** Draws all boxes, folders below what lies in them. */
export function drawTreemap(context: CanvasRenderingContext2D, box: Box, look: Look, transform: Transform): void {
  const [x0, y0] = [box.x0 * transform.scaleX + transform.x, box.y0 * transform.scaleY + transform.y];
  const width = (box.x1 - box.x0) * transform.scaleX;
  const height = (box.y1 - box.y0) * transform.scaleY;
  // While it is zoomed, much of it is outside, or too small to see.
  if (width < 0.5 || height < 0.5 || isOutside(context.canvas, x0, y0, width, height)) return;
  const place = { x: x0, y: y0, width, height };
  if (box.children.length > 0) {
    drawFolder(context, box, look, place);
    for (const child of box.children) drawTreemap(context, child, look, transform);
  } else drawLeaf(context, box, look, place);
  context.globalAlpha = 1;
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function isOutside(canvas: HTMLCanvasElement, x: number, y: number, width: number, height: number): boolean {
  return x + width < 0 || y + height < 0 || x > canvas.clientWidth || y > canvas.clientHeight;
}

function drawFolder(context: CanvasRenderingContext2D, box: Box, look: Look, place: Place): void {
  const { palette } = look;
  context.globalAlpha = 1;
  context.fillStyle = box.depth === 0 ? palette.background : palette.folder;
  context.fillRect(place.x, place.y, place.width, place.height);
  if (palette.isHighContrast && box.depth > 0) outline(context, palette.foreground, place, 1);
  if (!box.hasTitle || place.height < TITLE_HEIGHT) return;
  context.fillStyle = palette.foreground;
  const text = `${showControls(look.label(box.item))}  ${look.figure(box.item)}`;
  context.fillText(look.fit(text, place.width - 2 * MARGIN), place.x + MARGIN, place.y + TITLE_HEIGHT / 2 + 1);
}

function drawLeaf(context: CanvasRenderingContext2D, box: Box, look: Look, place: Place): void {
  const { palette, hatches } = look;
  const { paint, hatch } = look.appearance(box.item);
  const isBright = look.isBright(box.item);
  context.globalAlpha = isBright ? 1 : DIM;
  context.fillStyle = paint.fill;
  context.fillRect(place.x, place.y, place.width, place.height);
  if (hatch !== null) {
    context.fillStyle = hatches[hatch];
    context.fillRect(place.x, place.y, place.width, place.height);
  }
  if (palette.isHighContrast) outline(context, palette.foreground, place, 1);
  if (place.width >= 34 && place.height >= LINE + 2) drawLabel(context, box, look, place, paint, hatch !== null);
}

function drawLabel(
  context: CanvasRenderingContext2D,
  box: Box,
  look: Look,
  place: Place,
  paint: Appearance['paint'],
  isHatched: boolean,
): void {
  const name = look.fit(showControls(look.label(box.item)), place.width - 2 * MARGIN);
  if (name === '') return;
  const lines =
    place.height >= 2 * LINE + 6 ? [name, look.fit(look.figure(box.item), place.width - 2 * MARGIN)] : [name];
  // Stripes would run through the letters.
  if (isHatched) {
    context.fillStyle = paint.fill;
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    context.fillRect(place.x + 1, place.y + 1, width + 2 * MARGIN - 2, lines.length * LINE + 2);
  }
  context.fillStyle = paint.text;
  lines.forEach((line, i) => context.fillText(line, place.x + MARGIN, place.y + LINE * (i + 0.5) + 2));
}

/** Within its place. */
export function outline(context: CanvasRenderingContext2D, color: string, place: Place, width: number): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.strokeRect(place.x + width / 2, place.y + width / 2, place.width - width, place.height - width);
}
