import { describe, expect, it } from 'vitest';
import type { PictureData, PictureLayer } from '../../src/core/picture/types.ts';
import { pictureTexts } from '../../src/core/words/pictureTexts.ts';
import type { Item } from '../../src/webview/layout/box.ts';
import type { Counted } from '../../src/webview/layout/folderItems.ts';
import { imagePortrait } from '../../src/webview/portraits/image/imagePortrait.ts';
import type { Theme } from '../../src/webview/portraits/portrait.ts';
import { pictureOf } from './pictures.ts';

const LAYERS: readonly Partial<PictureLayer>[] = [
  { line: 1, text: 'FROM base', isBase: true, shippedBytes: 900, visibleBytes: 900 },
  { line: 3, text: 'RUN make', shippedBytes: 80, visibleBytes: 30, wastedBytes: 50, seconds: 12.4 },
  { line: 4, text: 'COPY a /', shippedBytes: 20, visibleBytes: 0, wastedBytes: 20, cached: true },
  { text: 'unknown\u001b[31m', shippedBytes: 0 },
];

const data: PictureData = withLayers(
  pictureOf([
    ['d/kept', 900],
    ['d/gone', 50, 2],
    ['lost', 20, -1],
  ]),
);
const portrait = imagePortrait(data, pictureTexts);
const all: Counted = { totals: portrait.model.totals(null), kept: null };
const words = portrait.words(() => all);
const [KEPT, GONE, LOST] = [0, 1, 2];
const fileItem = (file: number): Item => {
  const { folder, bytes } = data.picture.files;
  return { kind: 'file', folder: folder[file], file, bytes: bytes[file] };
};

describe('the picture of an image', () => {
  it('has a step for each layer, with what it ships, wastes and took', () => {
    expect(portrait.steps.map(({ name, title, facts }) => [name, title, ...facts])).toEqual([
      ['1', 'line 1: FROM base', 'base image', '900 B shipped'],
      ['3', 'line 3: RUN make', '80 B shipped', '50 B wasted', 'took 12.4 s'],
      ['4', 'line 4: COPY a /', '20 B shipped', 'all wasted', 'from the builder’s cache'],
      ['#3', 'layer 3: unknown\\x1b[31m', '0 B shipped'],
    ]);
  });

  it.each([
    [KEPT, '900 B, 92.8 % of the image, written in line 1: FROM base'],
    [GONE, '50 B, 5.2 % of the image, written in line 3: RUN make, removed in line 4: COPY a /'],
    [LOST, '20 B, 2.1 % of the image, written in line 4: COPY a /, removed in several lines'],
  ])('says of file %i: %s', (file, facts) => expect(words.facts(fileItem(file)).join(', ')).toBe(facts));

  it('says of a folder what lies in it, and what of that is wasted', () => {
    const folder = { kind: 'folder', folder: 1, bytes: 950 } as const;
    expect([words.path(folder), ...words.facts(folder)]).toEqual([
      '/d',
      '950 B, 97.9 % of the image',
      '2 files',
      '50 B wasted',
    ]);
  });

  it('leaves out what a step neither wrote nor hid', () => {
    expect(portrait.kept(new Set())).toBeNull();
    expect([...(portrait.kept(new Set([2])) ?? [])]).toEqual([0, 1, 1]);
  });

  it('leads to the line that wrote a file, and to the one that hid it', () => {
    const targets = [KEPT, GONE, LOST].map((file) => portrait.targets(file).map(({ text, step }) => `${text} ${step}`));
    expect(targets).toEqual([
      ['Go to Writing Line 0'],
      ['Go to Writing Line 1', 'Go to Hiding Line 2'],
      ['Go to Writing Line 2'],
    ]);
  });

  it.each([
    ['state', ['added', 'removed removed', 'removed removed']],
    ['layer', ['220 6%', '338 45% removed', '115 45% removed']],
  ])('is coloured by %s, and what is wasted has stripes', (coloring, expected) => {
    const theme: Theme = { paints: portrait.colors.map((fill) => ({ fill, text: '' })), isHighContrast: false };
    const shown = [KEPT, GONE, LOST].map((file) => {
      const { paint, hatch } = portrait.appearance(fileItem(file), all, coloring, theme);
      const color = /--lw-(\w+)\)$|hsl\((\d+ \d+%)/.exec(paint.fill) ?? [];
      return [color[1] ?? color[2], ...(hatch === null ? [] : [hatch])].join(' ');
    });
    expect(shown).toEqual(expected);
  });
});

/** The first file is the base’s, the others of the layer that the figures above say. */
function withLayers(picture: PictureData): PictureData {
  const [layer] = picture.layers;
  const files = { ...picture.picture.files, layer: [0, 1, 2] };
  return {
    ...picture,
    picture: { ...picture.picture, files },
    layers: LAYERS.map((each) => ({ ...layer, ...each })),
  };
}
