/** A picture in few colours: for each pixel a number, and what the numbers mean. */
export interface FewColors {
  readonly palette: number[][];
  readonly pixels: Uint8Array;
}

/**
 * Pictures of an editor have few colours and the shades between a letter and what lies behind it. Colours that differ by
 * little are put together, the most frequent ones become the palette, and each other takes its nearest of them.
 */
export function fewColors(data: ArrayLike<number>, channels: number, most = 256): FewColors {
  const groups = groupsOf(data, channels);
  const frequent = [...groups.values()].sort((a, b) => b.count - a.count).slice(0, most);
  const palette = frequent.map(({ color }) => color);
  const indexes = new Map([...groups].map(([key, { color }]) => [key, nearest(palette, color)]));
  const pixels = new Uint8Array(data.length / channels);
  for (let pixel = 0; pixel < pixels.length; pixel++) pixels[pixel] = indexes.get(keyOf(data, pixel * channels)) ?? 0;
  return { palette, pixels };
}

interface Group {
  /** The first of them: large areas keep their colour to the bit. */
  readonly color: number[];
  count: number;
}

function groupsOf(data: ArrayLike<number>, channels: number): ReadonlyMap<number, Group> {
  const groups = new Map<number, Group>();
  for (let at = 0; at < data.length; at += channels) {
    const key = keyOf(data, at);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { color: [data[at], data[at + 1], data[at + 2]], count: 1 });
    else group.count++;
  }
  return groups;
}

/** The upper six bits of each: the grounds of an editor differ by little. */
const keyOf = (data: ArrayLike<number>, at: number): number =>
  ((data[at] >> 2) << 12) | ((data[at + 1] >> 2) << 6) | (data[at + 2] >> 2);

function nearest(palette: readonly number[][], [red, green, blue]: readonly number[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, [r, g, b]] of palette.entries()) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}
