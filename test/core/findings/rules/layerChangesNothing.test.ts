import { expect, it } from 'vitest';
import { findSightings } from '../../../../src/core/findings/findSightings.ts';
import { layerChangesNothing as rule } from '../../../../src/core/findings/rules/layerChangesNothing.ts';
import { dir, file, hardlink, type LayerMember, opaque, symlink, whiteout } from '../../../support/members.ts';
import { said, seen, treeOf } from '../seen.ts';

const below = [dir('d'), file('d/a', '12'), symlink('l', 'd'), file('e/b', '1')];

it.each<[string, LayerMember[], boolean]>([
  ['an empty tar', [], true],
  ['a directory as it was', [dir('d')], true],
  ['touched', [dir('d', { mtime: 9 }), file('d/a', '12', { mtime: 9 })], true],
  ['a link as it was', [symlink('l', 'd')], true],
  ['the root as it was', [dir('')], true],
  ['what nobody described, described as it was', [dir('e')], true],
  ['a whiteout of nothing', [whiteout('x')], true],
  ['an opaque marker where nothing is', [opaque('x')], true],
  ['made anew as it was', [opaque('d'), file('d/a', '12')], true],
  ['nearly: another mode of a directory', [dir('d', { mode: 0o700 })], false],
  ['nearly: another owner of the root', [dir('', { uid: 7 })], false],
  ['nearly: another mode of what nobody described', [dir('e', { mode: 0o700 })], false],
  ['nearly: an attribute', [dir('d', { xattrs: { 'user.a': '1' } })], false],
  ['nearly: another content', [file('d/a', '13')], false],
  ['nearly: an empty file', [file('d/x', '')], false],
  ['nearly: a new directory', [dir('x')], false],
  ['nearly: a new directory that nobody describes', [file('x/y', '')], false],
  ['nearly: a whiteout', [whiteout('d/a')], false],
  ['nearly: an opaque marker over something', [opaque('d')], false],
  ['nearly: a file for a directory', [file('d', '')], false],
  ['nearly: a directory for a file', [dir('d/a')], false],
  ['nearly: a link elsewhere', [symlink('l', 'e')], false],
  ['nearly: one more name', [hardlink('d/b', 'd/a')], false],
])('%s', (_, layer, isSeen) => {
  const found = findSightings(treeOf([below, layer, [file('last', '1')]]), { rules: [rule] });
  expect(found.map((sighting) => sighting.layer)).toEqual(isSeen ? [1] : []);
});

it('also of the first layer, and of several', () => {
  expect(seen(rule, [], [], [file('a', '1')])).toEqual(['0 0 B: ', '1 0 B: ']);
});

it('claims nothing of what lies above a broken layer, or of that', () => {
  const tree = treeOf([[], [], []]);
  expect(findSightings(tree, { rules: [rule], broken: [1] }).map(({ layer }) => layer)).toEqual([0]);
});

it('says what comes again', () => {
  expect(said(rule, below, [], [file('d/a', '12')])).toEqual([
    'The layer changes nothing: the files are the same before and after',
    'The layer changes nothing: 1 file (2 B) comes again as before: d/a',
  ]);
});
