import { describe, expect, it } from 'vitest';
import { DIFFERENCES, type GrowthData } from '../../src/core/picture/growthTypes.ts';
import { pictureTexts } from '../../src/core/words/pictureTexts.ts';
import type { Item } from '../../src/webview/layout/box.ts';
import type { Counted } from '../../src/webview/layout/folderItems.ts';
import { growthPortrait } from '../../src/webview/portraits/growth/growthPortrait.ts';
import type { Theme } from '../../src/webview/portraits/portrait.ts';

type Row = readonly [
  name: string,
  before: number,
  after: number,
  difference: (typeof DIFFERENCES)[number],
  group: number,
];

const ROWS: readonly Row[] = [
  ['new', 0, 1000, 'added', 0],
  ['gone', 400, 0, 'removed', 1],
  ['grown', 900, 1000, 'modified', 0],
  ['shrunk', 1000, 900, 'modified', 0],
  ['other', 50, 50, 'modified', 0],
  ['mode', 60, 60, 'metadata', 2],
  ['same', 3000, 3000, 'identical', -1],
];

const data: GrowthData = {
  a: 'before',
  b: 'after',
  picture: {
    folders: { parent: [0, 0], name: ['', 'd'] },
    files: {
      folder: ROWS.map(() => 1),
      name: ROWS.map(([name]) => name),
      bytes: ROWS.map(([, before, after]) => Math.max(before, after)),
      before: ROWS.map(([, before]) => before),
      after: ROWS.map(([, , after]) => after),
      count: ROWS.map(() => 1),
      difference: ROWS.map(([, , , difference]) => DIFFERENCES.indexOf(difference)),
      group: ROWS.map(([, , , , group]) => group),
    },
  },
  steps: [
    { line: 7, text: 'COPY . .', only: null },
    { line: null, text: 'RUN old', only: 'a' },
    { line: 9, text: 'RUN chmod', only: null },
  ],
};
const portrait = growthPortrait(data, pictureTexts);
const all: Counted = { totals: portrait.model.totals(null), kept: null };
const words = portrait.words(() => all);
const fileItem = (file: number): Item => ({ kind: 'file', folder: 1, file, bytes: data.picture.files.bytes[file] });
const folderItem: Item = { kind: 'folder', folder: 1, bytes: all.totals.bytes[1] };

describe('the picture of a comparison', () => {
  it.each([
    ['new', '+1 kB', '+1 kB, only in the second image, because of line 7: COPY . .'],
    ['gone', '-400 B', '-400 B, only in the first image, because of RUN old'],
    ['grown', '+100 B', '900 B → 1 kB, other content, because of line 7: COPY . .'],
    ['shrunk', '-100 B', '1 kB → 900 B, other content, because of line 7: COPY . .'],
    ['other', '±0 B', '50 B, other content, because of line 7: COPY . .'],
    ['mode', '±0 B', '60 B, other mode, owner or attributes, because of line 9: RUN chmod'],
    ['same', '=', '3 kB, alike'],
  ])('says of %s %s: %s', (name, figure, facts) => {
    const item = fileItem(ROWS.findIndex(([other]) => other === name));
    expect([words.figure(item), words.facts(item).join(', ')]).toEqual([figure, facts]);
  });

  it('sums a folder up', () => {
    expect([words.figure(folderItem), ...words.facts(folderItem)]).toEqual([
      '+600 B',
      '+600 B in all',
      '7 files',
      '3.51 kB differ',
    ]);
  });

  it('leaves out what is alike, and has it on demand', () => {
    expect(portrait.only.isOn).toBe(true);
    expect([...(portrait.kept(new Set()) ?? [])]).toEqual([1, 1, 1, 1, 1, 1, 0]);
    expect(portrait.legend('growth', true).map(({ text }) => text)).toEqual([
      'Grew +1.1 kB',
      'Shrank -100 B',
      'Gone -400 B',
      'Changed 110 B',
    ]);
    expect(portrait.legend('growth', false).at(-1)?.text).toBe('Alike 3 kB');
  });

  it('has the instructions with what came and what went because of them', () => {
    expect(portrait.steps.map(({ name, title, facts }) => [name, title, ...facts])).toEqual([
      ['7', 'line 7: COPY . .', '+1.1 kB', '-100 B', '50 B changed'],
      ['#', 'RUN old', '-400 B', 'the second image has no such step'],
      ['9', 'line 9: RUN chmod', '60 B changed'],
    ]);
    expect(ROWS.map((_, file) => portrait.isOfStep(file, new Set([0])))).toEqual([
      ...[true, false, true, true, true],
      ...[false, false],
    ]);
  });

  it.each([
    [
      'the more, the stronger',
      false,
      ['grown 100', 'shrunk 100 removed', 'grown 35', 'shrunk 35', 'changed', 'changed', 'alike'],
    ],
    [
      'by stripes too where there are no colours',
      true,
      [
        'grown 100 repeated',
        'shrunk 100 removed',
        'grown 35 repeated',
        'shrunk 35 removed',
        'changed overwritten',
        'changed overwritten',
        'alike',
      ],
    ],
  ])('tells growth by colours, %s', (_, isHighContrast, expected) => {
    const theme: Theme = { paints: portrait.colors.map((fill) => ({ fill, text: '' })), isHighContrast };
    const shown = ROWS.map((_, file) => {
      const { paint, hatch } = portrait.appearance(fileItem(file), all, 'growth', theme);
      const [, color, percent] = /--lw-(\w+)\)(?: (\d+)%)?/.exec(paint.fill) ?? [];
      return [color, percent, hatch].filter((part) => part !== undefined && part !== null).join(' ');
    });
    expect(shown).toEqual(expected);
  });

  it('leads to lines where there are any, and opens what is a file', () => {
    expect(ROWS.map((_, file) => portrait.targets(file).map(({ step }) => step))).toEqual([
      [0],
      [],
      [0],
      [0],
      [0],
      [2],
      [],
    ]);
    expect(portrait.openText(0)).toBe('Open File');
    expect(portrait.openText(2)).toBe('Compare the Contents');
  });
});
