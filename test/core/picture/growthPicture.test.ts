import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthPicture } from '../../../src/core/picture/growthPicture.ts';
import { DIFFERENCES, type GrowthPicture } from '../../../src/core/picture/growthTypes.ts';
import { anyStack } from '../../support/anyStack.ts';
import { file, hardlink, type LayerMember, whiteout } from '../../support/members.ts';
import { type Node, trees } from '../../support/oracle.ts';
import { sideOf } from '../../support/sides.ts';

type Stack = readonly (readonly LayerMember[])[];

/** Layers of A are groups 0, 1, …, those of B 10, 11, …. */
function pictureOf(a: Stack, b: Stack, most?: number, steps = [a.length - 1, b.length - 1]): GrowthPicture {
  const of = { a: a.map((_, layer) => layer), b: b.map((_, layer) => 10 + layer) };
  return growthPicture(sideOf(a, steps[0]), sideOf(b, steps[1]), of, most);
}

/** One line a file: `path before>after ×count difference @group`. */
function lines({ folders, files }: GrowthPicture): string[] {
  const path = (folder: number): string =>
    folder === 0 ? '' : `${path(folders.parent[folder])}${folders.name[folder]}/`;
  return files.bytes.map((_, i) => {
    const count = files.count[i] === 1 ? '' : ` ×${files.count[i]}`;
    const group = files.group[i] === -1 ? '' : ` @${files.group[i]}`;
    const difference = DIFFERENCES[files.difference[i]];
    return `${path(files.folder[i])}${files.name[i]} ${files.before[i]}>${files.after[i]}${count} ${difference}${group}`;
  });
}

const A: Stack = [[file('same', 'xxxx'), file('d/grown', 'x'), file('d/gone', 'xx'), file('mode', 'xxx')]];

describe('the picture of a comparison', () => {
  it('has what differs before what is alike, each by its larger side', () => {
    const b = [...A, [file('d/grown', 'xxxxx'), whiteout('d/gone'), file('e/new', 'xxxxxx')]];
    expect(lines(pictureOf(A, b))).toEqual([
      'e/new 0>6 added @11',
      'd/grown 1>5 modified @11',
      'd/gone 2>0 removed @11',
      'same 4>4 identical',
      'mode 3>3 identical',
    ]);
  });

  it('tells another mode from another content of one size', () => {
    const b = [[...A[0].slice(1, 3), file('same', 'yyyy'), file('mode', 'xxx', { mode: 0o600 })]];
    expect(lines(pictureOf(A, b)).slice(0, 2)).toEqual(['same 4>4 modified @10', 'mode 3>3 metadata @10']);
  });

  it('knows of a directory where the other image has a file', () => {
    expect(lines(pictureOf([[file('p', 'xx')]], [[file('p/q', 'xxx')]]))).toEqual([
      'p/q 0>3 added @10',
      'p 2>0 modified @10',
    ]);
  });

  it('gives another name of a content no bytes', () => {
    const b = [...A, [hardlink('also', 'same')]];
    expect(lines(pictureOf(A, b)).filter((line) => line.includes('also'))).toEqual([]);
  });

  it('sums up what is left over, by folder, difference and whom to blame', () => {
    const many = ['p', 'q', 'r'].map((name) => file(`many/${name}`, 'x'.repeat(10)));
    const b = [[...A[0], ...many.slice(1), file('large', 'x'.repeat(99))]];
    expect(lines(pictureOf([[...A[0], ...many]], b, 2))).toEqual([
      'large 0>99 added @10',
      'many/p 10>0 removed @0',
      'many/ 20>20 ×2 identical',
      ' 10>10 ×4 identical',
    ]);
  });

  it.each([1000, 2, 1])('has all bytes of both sides, with %i files told apart', (most) => {
    fc.assert(
      fc.property(anyStack, anyStack, fc.nat({ max: 6 }), (a, top, shared) => {
        const b = [...a.slice(0, shared), ...top];
        const { files } = pictureOf(a, b, most);
        expect([sum(files.before), sum(files.after)]).toEqual([shownBytes(a), shownBytes(b)]);
        expect(files.bytes.every((bytes, i) => bytes >= Math.max(files.before[i], files.after[i]))).toBe(true);
        expect(files.difference.every((difference, i) => (difference === 0) === (files.group[i] === -1))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('finds nothing between an image and itself, and everything new from before the first layer on', () => {
    const both = pictureOf(A, A);
    expect(new Set(both.files.difference)).toEqual(new Set([0]));
    const fromNothing = pictureOf(A, A, undefined, [-1, 0]);
    expect([sum(fromNothing.files.before), sum(fromNothing.files.after)]).toEqual([0, shownBytes(A)]);
  });
});

function shownBytes(stack: Stack): number {
  const last = trees(stack).at(-1) ?? new Map<string, Node>();
  const inodes = new Set([...last.values()].map(({ inode }) => inode));
  return sum([...inodes].map((inode) => inode?.content.length ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
