import { decode } from 'fast-png';
import type { Locator } from 'playwright-core';

/** How many colours cover more than a thousandth of what is drawn: 1 for nothing at all. */
export async function colorsOf(canvas: Locator): Promise<number> {
  const { data, channels } = decode(await canvas.screenshot());
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += channels) {
    const color = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count * channels * 1000 > data.length).length;
}
