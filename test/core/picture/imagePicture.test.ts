import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarizeLayers } from '../../../src/core/layerSummary.ts';
import type { MergedTree } from '../../../src/core/merge/mergedTree.ts';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { deadFiles } from '../../../src/core/merge/waste.ts';
import { imagePicture } from '../../../src/core/picture/imagePicture.ts';
import { CHANGES, type Picture, WAYS } from '../../../src/core/picture/types.ts';
import { anyStack } from '../../support/anyStack.ts';
import { file, hardlink, indexOf, type LayerMember, whiteout } from '../../support/members.ts';

const treeOf = (...layers: readonly (readonly LayerMember[])[]): MergedTree =>
  mergeLayers(layers.map((members) => indexOf(members).index)).tree;

/** One line a file: `path bytes ×count @layer change` and, of what is wasted, `→ hider way`. */
function lines({ folders, files }: Picture): string[] {
  const path = (folder: number): string =>
    folder === 0 ? '' : `${path(folders.parent[folder])}${folders.name[folder]}/`;
  return files.bytes.map((bytes, i) => {
    const end = files.how[i] === 0 ? '' : ` → ${files.hiddenBy[i]} ${WAYS[files.how[i]]}`;
    const count = files.count[i] === 1 ? '' : ` ×${files.count[i]}`;
    return `${path(files.folder[i])}${files.name[i]} ${bytes}${count} @${files.layer[i]} ${CHANGES[files.change[i]]}${end}`;
  });
}

describe('the picture of an image', () => {
  it('has what is wasted beside what covers it, largest first', () => {
    const tree = treeOf(
      [file('a/large', 'xxxxxxxx'), file('a/gone', 'xxxxxx'), file('kept', 'xxxx'), file('empty', '')],
      [file('a/large', 'yyyyyyyyy'), whiteout('a/gone'), file('kept', 'xxxx', { mode: 0o600 })],
    );
    expect(lines(imagePicture(tree))).toEqual([
      'a/large 9 @1 modified',
      'a/large 8 @0 added → 1 modified',
      'a/gone 6 @0 added → 1 removed',
      'kept 4 @0 added → 1 metadata',
      'kept 4 @1 metadata',
    ]);
  });

  it('has what is shipped twice in one layer', () => {
    expect(lines(imagePicture(treeOf([file('a', 'xx'), file('a', 'y')])))).toEqual([
      'a 2 @0 added → 0 modified',
      'a 1 @0 added',
    ]);
  });

  it('shows a content under the hard link that is left of it', () => {
    const tree = treeOf([file('a/first', 'xx'), hardlink('b/second', 'a/first')], [whiteout('a')]);
    expect(lines(imagePicture(tree))).toEqual(['b/second 2 @0 added']);
  });

  it('sums up what is smaller than the largest, by folder, layer and what became of it', () => {
    const tree = treeOf(
      [
        ...['a', 'b', 'c', 'd'].map((name) => file(name, 'x'.repeat(50))),
        ...['p', 'q', 'r'].map((name) => file(`many/${name}`, 'x'.repeat(10))),
        file('few/s', 'x'),
      ],
      [whiteout('many/r'), file('t', 'x')],
    );
    expect(lines(imagePicture(tree, 4)).slice(4)).toEqual([
      'many/ 20 ×2 @0 added',
      'many/ 10 @0 added → 1 removed',
      ' 1 @1 added',
      ' 1 @0 added',
    ]);
  });

  it('has as many rows as were asked for, and as many left over, of folders in any number', () => {
    const members = Array.from({ length: 5000 }, (_, i) => file(`d${i % 2500}/${i}`, 'x'.repeat(1 + (i % 7))));
    const picture = imagePicture(treeOf(members), 100);
    expect(picture.files.bytes.length).toBeLessThanOrEqual(200);
    expect(sum(picture.files.count)).toBe(5000);
    expect(sum(picture.files.bytes)).toBe(sum(members.map(({ content = '' }) => content.length)));
  });

  it.each([1000, 2, 1])('has the bytes of each layer, shipped and wasted, with %i files told apart', (most) => {
    fc.assert(
      fc.property(anyStack, (stack) => {
        const tree = treeOf(...stack);
        const { folders, files } = imagePicture(tree, most);
        const bytes = (layer: number, isWanted: (how: number) => boolean): number =>
          sum(files.bytes.filter((_, i) => files.layer[i] === layer && isWanted(files.how[i])));
        const summaries = summarizeLayers(tree, deadFiles(tree));
        expect(summaries.map((_, layer) => bytes(layer, () => true))).toEqual(
          summaries.map(({ shippedBytes }) => shippedBytes),
        );
        expect(summaries.map((_, layer) => bytes(layer, (how) => how > 0))).toEqual(
          summaries.map(({ wastedBytes }) => wastedBytes),
        );
        expect(folders.parent.every((parent, folder) => parent < folder || folder === 0)).toBe(true);
        expect(files.folder.every((folder) => folder < folders.name.length)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
