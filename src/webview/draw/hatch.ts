import type { Hatch } from './appearance.ts';

export type Hatches = Readonly<Record<Hatch, CanvasPattern | string>>;

const SIZE = 8;

/** @param scale Device pixels of a CSS pixel. */
export function hatches(context: CanvasRenderingContext2D, color: string, scale: number): Hatches {
  const pattern = (draw: (tile: OffscreenCanvasRenderingContext2D) => void): CanvasPattern | string => {
    const tile = new OffscreenCanvas(SIZE * scale, SIZE * scale);
    const drawing = tile.getContext('2d');
    if (drawing === null) return 'transparent';
    drawing.scale(scale, scale);
    drawing.strokeStyle = color;
    drawing.lineWidth = 1.5;
    draw(drawing);
    const made = context.createPattern(tile, 'repeat');
    made?.setTransform(new DOMMatrix().scale(1 / scale));
    return made ?? 'transparent';
  };
  return {
    removed: pattern(rising),
    overwritten: pattern(falling),
    repeated: pattern((tile) => {
      rising(tile);
      falling(tile);
    }),
  };
}

/** The corners are drawn from outside, so that stripes meet across tiles. */
function rising(tile: OffscreenCanvasRenderingContext2D): void {
  lines(tile, (offset) => [offset - SIZE, SIZE, offset, 0]);
}

function falling(tile: OffscreenCanvasRenderingContext2D): void {
  lines(tile, (offset) => [offset - SIZE, 0, offset, SIZE]);
}

function lines(
  tile: OffscreenCanvasRenderingContext2D,
  at: (offset: number) => [number, number, number, number],
): void {
  tile.beginPath();
  for (const offset of [0, SIZE, 2 * SIZE]) {
    const [x0, y0, x1, y1] = at(offset);
    tile.moveTo(x0, y0);
    tile.lineTo(x1, y1);
  }
  tile.stroke();
}
