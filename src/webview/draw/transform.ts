/** From the pixels of a layout to those of the canvas. */
export interface Transform {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly x: number;
  readonly y: number;
}

export const SAME: Transform = { scaleX: 1, scaleY: 1, x: 0, y: 0 };
