import { decode, encode } from 'fast-png';
import { fewColors } from './fewColors.ts';

/** The same picture in a third of the bytes: these are kept in the repository. */
export function smallPng(png: Uint8Array): Uint8Array {
  const { width, height, data, channels } = decode(png);
  const { palette, pixels } = fewColors(data, channels);
  return encode({ width, height, data: pixels, depth: 8, channels: 1, palette }, { zlib: { level: 9 } });
}
