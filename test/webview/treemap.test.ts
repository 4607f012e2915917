import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFitter } from '../../src/webview/draw/fitText.ts';
import { zoomed } from '../../src/webview/draw/zoom.ts';
import type { Box, Item } from '../../src/webview/layout/box.ts';
import { boxAt, boxOfFile, boxOfFolder } from '../../src/webview/layout/boxAt.ts';
import { folderItems } from '../../src/webview/layout/folderItems.ts';
import { layoutTreemap } from '../../src/webview/layout/layoutTreemap.ts';
import { findFolder } from '../../src/webview/model/paths.ts';
import type { PictureModel } from '../../src/webview/model/pictureModel.ts';
import { type FileRow, modelOf } from './pictures.ts';

const SIZE = { width: 800, height: 500 };
const lay = (model: PictureModel, folder = 0): Box =>
  layoutTreemap(model, { totals: model.totals(null), kept: null }, folder, SIZE);
const flat = (box: Box): Box[] => [box, ...box.children.flatMap(flat)];
const area = ({ x0, y0, x1, y1 }: Box): number => (x1 - x0) * (y1 - y0);

describe('the treemap', () => {
  it('gives each file the area of its bytes', () => {
    const boxes = lay(
      modelOf([
        ['a', 600],
        ['b', 300],
        ['c', 100],
      ]),
    ).children;
    const whole = SIZE.width * SIZE.height;
    expect(boxes.map(({ item }) => item.bytes)).toEqual([600, 300, 100]);
    for (const box of boxes) expect(area(box) / whole).toBeCloseTo(box.item.bytes / 1000, 1);
  });

  it('puts boxes into their folder, and none upon another', () => {
    const row = fc.tuple(fc.stringMatching(/^[ab](\/[abc]){0,3}\/f$/), fc.integer({ min: 1, max: 1e6 }));
    fc.assert(
      fc.property(fc.uniqueArray(row, { minLength: 1, maxLength: 60, selector: ([path]) => path }), (rows) => {
        for (const box of flat(lay(modelOf(rows)))) {
          box.children.forEach((child, i) => {
            expect(child.x0 >= box.x0 && child.x1 <= box.x1 && child.y0 >= box.y0 && child.y1 <= box.y1).toBe(true);
            for (const other of box.children.slice(i + 1)) expect(overlap(child, other)).toBe(0);
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('draws what is too small as one, and says how many it is', () => {
    const small = Array.from({ length: 3000 }, (_, i): FileRow => [`many/${i}`, i % 2 === 0 ? 2 : 3]);
    const model = modelOf([['large', 1_000_000], ...small, ['wasted', 4, 1], ['other', 4]]);
    expect(items(model, 0, 1000)).toEqual([
      { kind: 'file', folder: 0, file: 0, bytes: 1_000_000 },
      { kind: 'folder', folder: findFolder(model, ['many']), bytes: 7500 },
      { kind: 'small', folder: 0, bytes: 8, sums: [4], count: 2 },
    ]);
  });

  it('shows one small thing as itself', () => {
    expect(
      items(
        modelOf([
          ['a', 100],
          ['b', 1],
        ]),
        0,
        50,
      ).map(({ kind }) => kind),
    ).toEqual(['file', 'file']);
  });

  it('leaves out what is not kept', () => {
    const model = modelOf([
      ['a', 100],
      ['b/c', 60],
      ['d', 50],
    ]);
    const kept = Uint8Array.from([0, 0, 1]);
    expect(folderItems(model, { totals: model.totals(kept), kept }, 0, 1)).toEqual([
      { kind: 'file', folder: 0, file: 2, bytes: 50 },
    ]);
  });

  it('looks only at what is seen, however many files there are', () => {
    const rows = Array.from({ length: 100_000 }, (_, i): FileRow => [`d${i % 300}/e${i % 7}/f${i}`, 1000 + (i % 900)]);
    const model = modelOf(rows);
    expect(flat(lay(model)).length).toBeLessThan(8000);
    expect(flat(lay(model, 1)).length).toBeLessThan(8000);
  });

  it('of an empty image is one empty box', () => {
    expect(lay(modelOf([]))).toMatchObject({ x0: 0, y0: 0, x1: 800, y1: 500, children: [] });
  });
});

describe('a point', () => {
  const model = modelOf([
    ['a/b', 500],
    ['a/c', 300],
    ['d', 200],
  ]);
  const box = lay(model);

  it('lies in the innermost box', () => {
    for (const inner of flat(box).filter(({ children }) => children.length === 0)) {
      expect(boxAt(box, (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2)).toBe(inner);
    }
  });

  it('in a title lies in the folder', () => {
    const folder = boxOfFolder(box, findFolder(model, ['a']));
    expect(folder?.hasTitle).toBe(true);
    expect(boxAt(box, (folder?.x0 ?? 0) + 5, (folder?.y0 ?? 0) + 5)).toBe(folder);
  });

  it('outside lies in none', () => {
    expect([boxAt(box, -1, 5), boxAt(box, 800, 5), boxAt(box, 5, 500)]).toEqual([null, null, null]);
  });

  it('of a file that is not drawn is none', () => {
    expect([boxOfFile(box, 0)?.item, boxOfFile(box, 77)]).toEqual([
      { kind: 'file', folder: 1, file: 0, bytes: 500 },
      null,
    ]);
  });
});

describe('zooming', () => {
  const box = { x0: 200, y0: 100, x1: 600, y1: 350 };

  it('begins with the outer picture, and the inner one in its box', () => {
    expect(zoomed(box, SIZE, 0)).toEqual({
      outer: { scaleX: 1, scaleY: 1, x: -0, y: -0 },
      inner: { scaleX: 0.5, scaleY: 0.5, x: 200, y: 100 },
    });
  });

  it('ends with the inner picture', () => {
    expect(zoomed(box, SIZE, 1)).toEqual({
      outer: { scaleX: 2, scaleY: 2, x: -400, y: -200 },
      inner: { scaleX: 1, scaleY: 1, x: 0, y: 0 },
    });
  });
});

describe('a label', () => {
  const fit = textFitter((text) => Array.from(text).length * 10);

  it.each([
    ['whole', 50, 'whole'],
    ['toolong', 50, 'tool…'],
    ['😀😀😀', 20, '😀…'],
    ['any', 10, ''],
    ['', 0, ''],
  ])('%s in %i pixels is “%s”', (text, width, expected) => expect(fit(text, width)).toBe(expected));
});

function items(model: PictureModel, folder: number, least: number): Item[] {
  return folderItems(model, { totals: model.totals(null), kept: null }, folder, least);
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
  const height = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
  return Math.max(0, width) * Math.max(0, height);
}
