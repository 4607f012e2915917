import { describe, expect, it } from 'vitest';
import { describePath, type PathRow } from '../../../src/core/browse/describePath.ts';
import { directoryTotals } from '../../../src/core/browse/directoryTotals.ts';
import { findPath } from '../../../src/core/browse/findPath.ts';
import { ALL_CHANGES, shownNodes } from '../../../src/core/browse/shownNodes.ts';
import { dir, file, hardlink, type LayerMember, symlink, whiteout } from '../../support/members.ts';
import { treeOf } from './browsed.ts';

const base = [
  dir('d', { mode: 0o700, uid: 3, gid: 4, mtime: 5 }),
  file('d/a', 'xx', { mode: 0o4755, uid: 1, gid: 2, mtime: 7 }),
  file('d/b', 'yyy'),
  symlink('l', 'd/a'),
  hardlink('h', 'd/a'),
  file('e/f', 'zzzz'),
];

/** The rows after a second layer. */
const cases: [what: string, second: LayerMember[], path: string, expected: Partial<PathRow>][] = [
  [
    'a file left alone',
    [],
    'd/a',
    {
      name: 'a',
      path: 'd/a',
      type: 'file',
      size: 2,
      mode: 0o4755,
      uid: 1,
      gid: 2,
      mtime: 7,
      layer: 0,
      change: null,
      previous: null,
    },
  ],
  ['a hard link', [], 'h', { type: 'file', size: 2, mtime: 7 }],
  ['a symbolic link', [], 'l', { type: 'symlink', linkname: 'd/a', size: 0, hasChildren: false }],
  [
    'a directory',
    [],
    'd',
    { type: 'dir', size: 5, files: 2, mode: 0o700, uid: 3, mtime: 5, hasChildren: true, changed: false },
  ],
  ['a directory that nothing describes', [], 'e', { type: 'dir', size: 4, files: 1, mode: 0o755, mtime: 0 }],
  ['a directory with a change', [whiteout('d/a')], 'd', { size: 3, changed: true, gone: false, change: null }],
  ['an empty directory', [whiteout('e'), dir('e')], 'e', { size: 0, files: 0, hasChildren: true, changed: true }],
  [
    'a rewritten file',
    [file('d/b', 'y')],
    'd/b',
    { size: 1, layer: 1, change: 'modified', previous: { layer: 0, size: 3 } },
  ],
  [
    'a file removed',
    [whiteout('d/b')],
    'd/b',
    { size: 3, layer: 1, change: 'removed', gone: true, previous: { layer: 0, size: 3 } },
  ],
  [
    'a directory removed',
    [whiteout('d')],
    'd',
    {
      type: 'dir',
      size: 5,
      files: 2,
      layer: 1,
      change: null,
      gone: true,
      hasChildren: true,
      changed: true,
      previous: { layer: 0, size: 5 },
    },
  ],
  [
    'a directory in place of a file',
    [dir('h')],
    'h',
    { type: 'dir', size: 0, change: 'removed', gone: false, previous: { layer: 0, size: 2 } },
  ],
  [
    'a file in place of a directory',
    [file('e', 'x')],
    'e',
    { type: 'file', size: 1, files: 0, change: 'added', hasChildren: true, previous: { layer: 0, size: 4 } },
  ],
  ['the root', [], '', { name: '', type: 'dir', size: 9, files: 5, hasChildren: true }],
];

describe('the row of', () => {
  it.each(cases)('%s', (_, second, path, expected) => {
    const tree = treeOf([base, second]);
    const view = { tree, first: 1, last: 1 };
    const options = {
      totals: directoryTotals(tree),
      changed: shownNodes(view, { changes: ALL_CHANGES }),
      withPath: true,
    };
    expect(describePath(view, findPath(tree, path), options)).toMatchObject(expected);
  });

  it('the root of an empty tree', () => {
    const tree = treeOf([[dir('.', { mode: 0o700 }), file('a', 'x')]]);
    const row = describePath({ tree, first: 0, last: -1 }, 0, { totals: directoryTotals(tree) });
    expect(row).toMatchObject({ type: 'dir', mode: 0o755, size: 0, files: 0, layer: -1, hasChildren: false });
  });

  it('a directory has no children that the list does not show', () => {
    const tree = treeOf([base]);
    const view = { tree, first: 0, last: 0 };
    const shown = shownNodes(view, { matches: (name) => name === 'd' });
    expect(describePath(view, findPath(tree, 'd'), { totals: directoryTotals(tree), shown }).hasChildren).toBe(false);
  });
});
