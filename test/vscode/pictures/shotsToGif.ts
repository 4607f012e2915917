import { decode } from 'fast-png';
import { GIFEncoder } from 'gifenc';
import { fewColors } from './fewColors.ts';

/** A picture of a film. */
export interface Shot {
  readonly png: Uint8Array;
  /** How long it is shown. */
  readonly milliseconds: number;
}

/** One colour is for what stays. */
const COLORS = 255;

/** Of each picture but the first only what changed is written: that makes it small. */
export function shotsToGif(shots: readonly Shot[]): Uint8Array {
  const gif = GIFEncoder();
  let before: ArrayLike<number> | null = null;
  for (const { png, milliseconds } of shots) {
    const { width, height, data, channels } = decode(png);
    const { palette, pixels } = fewColors(data, channels, COLORS);
    if (before !== null) leaveOut(pixels, before, data, channels, palette.length);
    gif.writeFrame(pixels, width, height, {
      palette: [...palette, [0, 0, 0]],
      delay: milliseconds,
      transparent: before !== null,
      transparentIndex: palette.length,
      dispose: 1,
    });
    before = data;
  }
  gif.finish();
  return gif.bytes();
}

function leaveOut(
  pixels: Uint8Array,
  before: ArrayLike<number>,
  now: ArrayLike<number>,
  channels: number,
  nothing: number,
): void {
  for (let pixel = 0, at = 0; pixel < pixels.length; pixel++, at += channels) {
    const isSame = before[at] === now[at] && before[at + 1] === now[at + 1] && before[at + 2] === now[at + 2];
    if (isSame) pixels[pixel] = nothing;
  }
}
