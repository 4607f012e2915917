import { describe, expect, it } from 'vitest';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { joinLayers } from '../../../src/core/whatIf/joinLayers.ts';
import { suggestJoins } from '../../../src/core/whatIf/suggestJoins.ts';
import { withoutLayers } from '../../../src/core/whatIf/withoutLayers.ts';
import { file, hardlink, indexOf, type LayerMember, whiteout } from '../../support/members.ts';

const treeOf = (stack: readonly LayerMember[][]) => mergeLayers(stack.map((members) => indexOf(members).index)).tree;

describe('joining', () => {
  it.each<[string, LayerMember[][], [first: number, last: number], [dead: number, copied: number]]>([
    ['saves what is removed in it', [[file('a', '12')], [file('b', '123')], [whiteout('b')]], [1, 2], [3, 0]],
    ['saves what is overwritten in it', [[file('a', '12')], [file('a', '123')]], [0, 1], [2, 0]],
    [
      'saves nothing of what a later layer hides',
      [[file('a', '12')], [file('b', '1')], [whiteout('a')]],
      [0, 1],
      [0, 0],
    ],
    ['saves nothing of what lies below', [[file('a', '12')], [whiteout('a')], [file('a', '12')]], [1, 2], [0, 0]],
    ['ships again what is identical below', [[file('a', '12')], [file('a', '12')], [file('b', '1')]], [1, 2], [0, 0]],
    ['saves what one tar has twice', [[file('a', '12'), file('a', '1')], [file('b', '1')]], [0, 1], [2, 0]],
    ['ships what lives on as a hard link', [[file('a', '12')], [hardlink('b', 'a')], [whiteout('a')]], [0, 2], [0, 0]],
    ['links to a lower file that stays', [[file('a', '12')], [hardlink('b', 'a')], [file('c', '1')]], [1, 2], [0, 0]],
    [
      'ships a lower file again that it renames',
      [[file('a', '12')], [hardlink('b', 'a')], [whiteout('a')]],
      [1, 2],
      [0, 2],
    ],
  ])('%s', (_, stack, [first, last], [deadBytes, copiedBytes]) => {
    const savedBytes = deadBytes - copiedBytes;
    expect(joinLayers(treeOf(stack), { first, last })).toEqual({ first, last, savedBytes, deadBytes, copiedBytes });
  });
});

describe('leaving out', () => {
  it.each<[string, LayerMember[][], number, [saved: number, lost: number, restored: number]]>([
    ['loses what it shows', [[file('a', '12')], [file('b', '123')]], 1, [3, 3, 0]],
    ['loses nothing that is hidden later', [[file('b', '123')], [whiteout('b')]], 0, [3, 0, 0]],
    ['shows again what it removes', [[file('a', '12')], [whiteout('a')]], 1, [0, 0, 2]],
    ['shows again what it overwrites', [[file('a', '12')], [file('a', '123')]], 1, [3, 3, 2]],
    [
      'shows nothing that a later layer hides too',
      [[file('a', '1')], [file('a', '12')], [whiteout('a')]],
      1,
      [2, 0, 0],
    ],
    ['loses later links to its files', [[file('a', '12')], [hardlink('b', 'a')], [whiteout('a')]], 0, [2, 2, 0]],
    [
      'loses lower files that only its links keep',
      [[file('a', '12')], [hardlink('b', 'a')], [whiteout('a')]],
      1,
      [0, 2, 0],
    ],
  ])('%s', (_, stack, layer, [savedBytes, lostBytes, restoredBytes]) => {
    const visibleChange = restoredBytes - lostBytes;
    expect(withoutLayers(treeOf(stack), [layer])).toEqual({
      layers: [layer],
      savedBytes,
      lostBytes,
      restoredBytes,
      visibleChange,
      wastedChange: 0 - savedBytes - visibleChange,
    });
  });
});

describe('suggesting', () => {
  const stack = [
    [file('base', '123456789')],
    [file('a', '1234'), file('x', '1'), whiteout('base')],
    [file('b', '12')],
    [whiteout('b')],
    [whiteout('a'), file('x', '2')],
  ];

  it('leaves out a range that would ship more', () => {
    const renaming = [[file('a', '12')], [hardlink('b', 'a'), file('x', '1')], [whiteout('a'), whiteout('x')]];
    expect(suggestJoins(treeOf(renaming), 1, 9)).toEqual([]);
    expect(joinLayers(treeOf(renaming), { first: 1, last: 2 }).savedBytes).toBe(-1);
  });

  it.each<[from: number, most: number, expected: string[]]>([
    // 9 bytes for one layer given up, 7 for three, 2 for one.
    [0, 9, ['0-1 9', '1-4 7', '2-3 2']],
    [1, 9, ['1-4 7', '2-3 2']],
    [1, 1, ['1-4 7']],
    [2, 9, ['2-3 2']],
    [4, 9, []],
  ])('from layer %i at most %i', (from, most, expected) => {
    const found = suggestJoins(treeOf(stack), from, most);
    expect(found.map(({ first, last, savedBytes }) => `${first}-${last} ${savedBytes}`)).toEqual(expected);
  });
});
