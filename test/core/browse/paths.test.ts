import { describe, expect, it } from 'vitest';
import { findPath } from '../../../src/core/browse/findPath.ts';
import { resolvePath } from '../../../src/core/browse/resolvePath.ts';
import { dir, file, hardlink, symlink, whiteout } from '../../support/members.ts';
import { treeOf } from './browsed.ts';

const tree = treeOf([
  [
    file('usr/lib/x', 'x'),
    file('é/f', 'x'),
    symlink('lib', 'usr/lib'),
    symlink('absolute', '/usr/lib/x'),
    symlink('usr/absolute', '/usr/lib/x'),
    symlink('usr/up', '../usr/lib/x'),
    symlink('usr/out', '../../../../usr/lib/x'),
    symlink('chain', 'chain2/x'),
    symlink('chain2', './lib/'),
    symlink('a', 'b'),
    symlink('b', 'a'),
    symlink('nowhere', 'no/such'),
    symlink('self', '.'),
    symlink('usr/lib/dot', '..'),
    hardlink('linked', 'absolute'),
    dir('gone'),
    file('gone/f', 'x'),
    ...Array.from({ length: 41 }, (_, i) => symlink(`hop${i}`, i === 0 ? 'usr/lib/x' : `hop${i - 1}`)),
  ],
  [whiteout('gone'), file('new', 'x')],
]);

describe('a path without links', () => {
  const cases: [path: string, expected: string | null][] = [
    ['usr/lib/x', 'usr/lib/x'],
    ['/usr//lib/./x/', 'usr/lib/x'],
    ['usr/up/../lib', 'usr/lib'],
    ['', ''],
    ['/', ''],
    ['é/f', 'é/f'],
    ['lib/x', null],
    ['..', null],
    ['no/such', null],
    ['x/'.repeat(3000), null],
  ];
  it.each(cases)('%s is %s', (path, expected) => {
    const node = findPath(tree, path);
    expect(node < 0 ? null : tree.path(node)).toBe(expected);
  });
});

describe('what a program would open at', () => {
  const cases: [path: string, step: number, expected: string | null][] = [
    ['/usr/lib/x', 0, 'usr/lib/x'],
    ['lib/x', 0, 'usr/lib/x'],
    ['lib', 0, 'usr/lib'],
    ['absolute', 0, 'usr/lib/x'],
    ['usr/absolute', 0, 'usr/lib/x'],
    ['linked', 0, 'usr/lib/x'],
    ['usr/up', 0, 'usr/lib/x'],
    ['usr/out', 0, 'usr/lib/x'],
    ['chain', 0, 'usr/lib/x'],
    ['self/self/lib/../lib/x', 0, 'usr/lib/x'],
    // Behind a link `..` is above its target.
    ['lib/../up', 0, 'usr/lib/x'],
    ['lib/dot/lib/x', 0, 'usr/lib/x'],
    ['../../usr', 0, 'usr'],
    ['', 0, ''],
    ['a', 0, null],
    ['nowhere', 0, null],
    ['usr/lib/x/y', 0, null],
    ['usr/lib/x/..', 0, null],
    ['hop39', 0, 'usr/lib/x'],
    ['hop40', 0, null],
    ['gone/f', 0, 'gone/f'],
    ['gone/f', 1, null],
    ['new', 0, null],
    ['new', 1, 'new'],
  ];
  it.each(cases)('%s after layer %i is %s', (path, last, expected) => {
    const node = resolvePath({ tree, first: 0, last }, path);
    expect(node < 0 ? null : tree.path(node)).toBe(expected);
  });
});
