import type { Box, Size } from '../layout/box.ts';
import type { Transform } from './drawTreemap.ts';

/** How the picture of a folder and that of one in it lie upon each other while one becomes the other. */
export interface Zoomed {
  readonly outer: Transform;
  readonly inner: Transform;
}

type Rectangle = Pick<Box, 'x0' | 'y0' | 'x1' | 'y1'>;

/**
 * @param box Of the inner folder, in the outer picture.
 * @param progress 0 shows the outer picture whole, 1 the inner one.
 */
export function zoomed(box: Rectangle, { width, height }: Size, progress: number): Zoomed {
  const mix = (from: number, to: number): number => from + (to - from) * progress;
  // What is seen of the outer picture.
  const seen = { x0: mix(0, box.x0), y0: mix(0, box.y0), x1: mix(width, box.x1), y1: mix(height, box.y1) };
  const scaleX = width / Math.max(1, seen.x1 - seen.x0);
  const scaleY = height / Math.max(1, seen.y1 - seen.y0);
  const outer = { scaleX, scaleY, x: -seen.x0 * scaleX, y: -seen.y0 * scaleY };
  return {
    outer,
    inner: {
      scaleX: ((box.x1 - box.x0) * scaleX) / width,
      scaleY: ((box.y1 - box.y0) * scaleY) / height,
      x: box.x0 * scaleX + outer.x,
      y: box.y0 * scaleY + outer.y,
    },
  };
}

/** Slow at both ends. */
export function eased(progress: number): number {
  return progress < 0.5 ? 4 * progress ** 3 : 1 - (2 - 2 * progress) ** 3 / 2;
}
