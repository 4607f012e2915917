import { describe, expect, it } from 'vitest';
import { layerIndexBuilder } from '../../../src/core/merge/layerIndexBuilder.ts';
import { listTree } from '../../../src/core/merge/listTree.ts';
import { mergeLayers } from '../../../src/core/merge/mergeLayers.ts';
import { readTarSeeking } from '../../../src/core/tar/readTarSeeking.ts';
import { inMemory } from '../../support/bytes.ts';
import { device, dir, file, hardlink, type LayerMember, opaque, symlink, whiteout } from '../../support/members.ts';
import { merged } from '../../support/merged.ts';
import { packTar } from '../../support/packTar.ts';
import type { Member } from '../../support/tarMember.ts';

/** The cases of docs/merging.md, by their numbers. Each says which paths are left, and what is wasted by whom. */
type Case = [name: string, layers: LayerMember[][], expected: Partial<Expected>];

interface Expected {
  /** Paths after the last layer; a directory ends in a slash. */
  paths: string;
  /** `path bytes layer>hider how`. */
  waste: string[];
  /** Of the last layer: added, modified, metadata, identical, removed. */
  changes: string;
  warnings: string[];
}

const cases: Case[] = [
  [
    '1 a whiteout hides a file',
    [[file('a', 'x')], [whiteout('a')]],
    { paths: '', waste: ['a 1 0>1 removed'], changes: '0 0 0 0 1' },
  ],
  ['1 a whiteout hides a subtree', [[file('d/e/f', 'x')], [whiteout('d')]], { paths: '', changes: '0 0 0 0 1' }],
  [
    '1 a name of the same layer survives before its whiteout',
    [[file('a', 'x')], [file('a', 'yy'), whiteout('a')]],
    { paths: 'a', changes: '0 1 0 0 0' },
  ],
  [
    '1 a name of the same layer survives after its whiteout',
    [[file('a', 'x')], [whiteout('a'), file('a', 'yy')]],
    { paths: 'a', changes: '0 1 0 0 0' },
  ],
  [
    '2 an opaque marker hides all below',
    [[dir('d'), file('d/a', 'x'), file('d/e/b', 'y')], [opaque('d')]],
    { paths: 'd/', changes: '0 0 0 0 2' },
  ],
  [
    '2 an opaque marker keeps siblings before it',
    [[file('d/a', 'x')], [file('d/b', 'y'), opaque('d')]],
    { paths: 'd/ d/b', changes: '1 0 0 0 1' },
  ],
  [
    '2 an opaque marker keeps siblings after it',
    [[file('d/a', 'x')], [opaque('d'), file('d/b', 'y')]],
    { paths: 'd/ d/b', changes: '1 0 0 0 1' },
  ],
  [
    '2 a file below an opaque marker written again is modified',
    [[file('d/a', 'x')], [opaque('d'), file('d/a', 'y')]],
    { waste: ['d/a 1 0>1 modified'], changes: '0 1 0 0 0' },
  ],
  [
    '3 an opaque marker keeps the parents of its layer',
    [[file('d/e/a', 'x')], [file('d/e/f/b', 'y'), opaque('d')]],
    { paths: 'd/ d/e/ d/e/f/ d/e/f/b' },
  ],
  [
    '4 an opaque marker on a directory absent below',
    [[file('a', 'x')], [dir('d'), opaque('d')]],
    { paths: 'a d/', waste: [], warnings: [] },
  ],
  [
    '5 an opaque marker at the root',
    [
      [file('a', 'x'), file('d/b', 'y')],
      [opaque(''), file('c', 'z')],
    ],
    { paths: 'c', changes: '1 0 0 0 2' },
  ],
  [
    '6 a whiteout of a path absent below',
    [[file('a', 'x')], [whiteout('d/e'), file('b', 'y')]],
    { paths: 'a b', warnings: [], changes: '1 0 0 0 0' },
  ],
  ['7 whiteouts in the first layer', [[whiteout('a'), opaque('d'), file('b', 'x')]], { paths: 'b', warnings: [] }],
  [
    '8 whiteouts without a name',
    [[file('a', 'x')], [file('.wh.', ''), file('d/.wh..', ''), file('.wh...', '')]],
    { paths: 'a', warnings: ['whiteout-rejected', 'whiteout-rejected', 'whiteout-rejected'] },
  ],
  [
    '9 the prefix on a directory is a name',
    [[file('etc/file', 'x')], [file('.wh.etc/file', 'y')]],
    { paths: '.wh.etc/ .wh.etc/file etc/ etc/file' },
  ],
  [
    '10 AUFS metadata are no files',
    [[file('.wh..wh.aufs', 'x'), dir('.wh..wh.plnk'), file('.wh..wh.plnk/1.2', 'y'), file('a', 'z')]],
    { paths: 'a', warnings: [] },
  ],
  [
    '11 a whiteout of another type',
    [
      [file('a', 'x'), file('b', 'y')],
      [device('.wh.a', '0:0'), hardlink('.wh.b', 'a')],
    ],
    { paths: '', changes: '0 0 0 0 2' },
  ],
  [
    '12 a directory over a directory merges',
    [
      [dir('d'), file('d/a', 'x')],
      [dir('d', { mode: 0o700 }), file('d/b', 'y')],
    ],
    { paths: 'd/ d/a d/b', changes: '1 0 0 0 0' },
  ],
  [
    '13 a file over a directory',
    [[file('d/a', 'x'), file('d/e/b', 'yy')], [file('d', 'z')]],
    { paths: 'd', waste: ['d/a 1 0>1 removed', 'd/e/b 2 0>1 removed'], changes: '1 0 0 0 2' },
  ],
  [
    '13 a symlink over a directory',
    [[file('d/a', 'x')], [symlink('d', 'e')]],
    { paths: 'd', waste: ['d/a 1 0>1 removed'], changes: '1 0 0 0 1' },
  ],
  [
    '13 a directory over a file',
    [[file('a', 'x')], [dir('a')]],
    { paths: 'a/', waste: ['a 1 0>1 removed'], changes: '0 0 0 0 1' },
  ],
  ['13 a directory over a symlink', [[symlink('l', 'd')], [dir('l')]], { paths: 'l/', changes: '0 0 0 0 1' }],
  [
    '13 a file over a directory in one layer',
    [[file('d/a', 'x'), file('d', 'yy')]],
    { paths: 'd', waste: ['d/a 1 0>0 removed'], changes: '1 0 0 0 0' },
  ],
  [
    '14 a whiteout of a symlink',
    [[file('a', 'x'), symlink('l', 'a')], [whiteout('l')]],
    { paths: 'a', waste: [], changes: '0 0 0 0 1' },
  ],
  [
    '15 a parent that is a symlink below',
    [[dir('real'), symlink('l', 'real')], [file('l/a', 'x')]],
    { paths: 'l/ l/a real/', warnings: ['parent-not-directory'], changes: '1 0 0 0 1' },
  ],
  [
    '16 a hard link in one layer counts once',
    [
      [file('a', 'xx'), hardlink('b', 'a')],
      [whiteout('a'), whiteout('b')],
    ],
    { paths: '', waste: ['a 2 0>1 removed'] },
  ],
  [
    '17 a hard link to a file of a lower layer',
    [[file('a', 'xx')], [hardlink('b', 'a')], [whiteout('a')]],
    { paths: 'b', waste: [], changes: '0 0 0 0 1' },
  ],
  [
    '18 bytes live while one name remains',
    [[file('a', 'xx'), hardlink('b', 'a')], [file('a', 'yy')]],
    { paths: 'a b', waste: [], changes: '0 1 0 0 0' },
  ],
  [
    '18 bytes die with the last name',
    [[file('a', 'xx'), hardlink('b', 'a')], [whiteout('a')], [file('b', 'yy')]],
    { paths: 'b', waste: ['a 2 0>2 removed'] },
  ],
  [
    '19 overlay copies a file to link it',
    [
      [file('a', 'xx'), hardlink('b', 'a')],
      [file('a', 'xx'), hardlink('b', 'a'), hardlink('c', 'a')],
    ],
    { paths: 'a b c', waste: ['a 2 0>1 identical'], changes: '1 0 0 2 0' },
  ],
  [
    '20 a hard link before its target',
    [[hardlink('a', 'b'), hardlink('b', 'c'), file('c', 'xx')]],
    { paths: 'a b c', warnings: [], changes: '3 0 0 0 0' },
  ],
  [
    '20 a hard link whose target never comes',
    [[hardlink('a', 'b'), file('c', 'x')]],
    { paths: 'c', warnings: ['hardlink-target-missing'] },
  ],
  [
    '21 names are normalised',
    [[dir('./'), file('./x', '1'), file('/y', '2'), file('a/../b', '3'), dir('d//'), file('e/./f', '4')]],
    { paths: 'b d/ e/ e/f x y', warnings: [] },
  ],
  [
    '21 names that leave the root are rejected',
    [[file('../x', '1'), file('a/../../b', '2'), file('c', '3')]],
    { paths: 'c', warnings: ['path-rejected', 'path-rejected'] },
  ],
  [
    '21 a root that is no directory',
    [[symlink('.', 'etc'), file('/', 'x'), file('c', '3')]],
    { paths: 'c', warnings: ['root-rejected', 'root-rejected'] },
  ],
  [
    '22 the same path twice in one tar',
    [[file('a', 'x'), file('a', 'yy')]],
    { paths: 'a', waste: ['a 1 0>0 modified'], changes: '1 0 0 0 0' },
  ],
  [
    '22 a link to the first of two',
    [[file('a', 'x'), hardlink('b', 'a'), file('a', 'yy')]],
    { paths: 'a b', waste: [] },
  ],
  [
    '26 only mode, owner or capabilities differ',
    [
      [file('a', 'x'), file('b', 'y'), file('c', 'z')],
      [
        file('a', 'x', { mode: 0o755 }),
        file('b', 'y', { uid: 1 }),
        file('c', 'z', { xattrs: { 'security.capability': '1' } }),
      ],
    ],
    { waste: ['a 1 0>1 metadata', 'b 1 0>1 metadata', 'c 1 0>1 metadata'], changes: '0 0 3 0 0' },
  ],
  [
    '26 the order of extended attributes does not count',
    [[file('a', 'x', { xattrs: { k: '1', l: '2' } })], [file('a', 'x', { xattrs: { l: '2', k: '1' } })]],
    { changes: '0 0 0 1 0' },
  ],
  [
    '27 nothing, or only the time, differs',
    [
      [file('a', 'x'), file('b', 'y')],
      [file('a', 'x'), file('b', 'y', { mtime: 9 })],
    ],
    { waste: ['a 1 0>1 identical', 'b 1 0>1 identical'], changes: '0 0 0 2 0' },
  ],
  ['28 a symlink pointed elsewhere', [[symlink('l', 'a')], [symlink('l', 'b')]], { changes: '0 1 0 0 0' }],
  [
    '28 a symlink over a file, a device over a device',
    [
      [file('a', 'x'), device('n', '1:3')],
      [symlink('a', 'b'), device('n', '1:5')],
    ],
    { waste: ['a 1 0>1 modified'], changes: '0 2 0 0 0' },
  ],
  [
    '29 on-disk forms of whiteouts',
    [[file('a', 'x')], [device('a', '0:0'), dir('d', { xattrs: { 'trusted.overlay.opaque': 'y' } })]],
    { paths: 'a d/', warnings: ['overlay-form', 'overlay-form'], changes: '0 1 0 0 0' },
  ],
  ['30 a layer without entries', [[file('a', 'x')], []], { paths: 'a', changes: '0 0 0 0 0' }],
  [
    '31 what a lower opaque directory added and an upper layer deleted',
    [[file('a/c', 'x')], [dir('a'), opaque('a'), file('a/b', 'y')], [whiteout('a/b')]],
    { paths: 'a/', waste: ['a/b 1 1>2 removed', 'a/c 1 0>1 removed'] },
  ],
];

describe('merge cases', () => {
  it.each(cases)('%s', (_, layers, expected) => {
    const found = merged(layers);
    const last = found.changes.at(-1);
    const all: Expected = {
      paths: (found.trees.at(-1) ?? []).map(shortPath).join(' '),
      waste: found.waste,
      changes: Object.values(last ?? {}).join(' '),
      warnings: found.warnings,
    };
    expect(all).toMatchObject(expected);
  });

  it('23 a PAX global header is ignored', async () => {
    const bytes = await packTar([
      { name: 'g', pax: { comment: 'c' } },
      { name: 'a', content: 'x' },
    ]);
    // tar-stream puts an entry's records (its path `g` among them) in front of a header named PaxHeader. Flagged as
    // global they are not applied, so that name stays.
    const global = bytes.slice();
    global[156] = 'g'.charCodeAt(0);
    fixChecksum(global);
    expect(await pathsOf(global)).toEqual(['PaxHeader', 'a']);
  });

  it('24 long names, large numbers and extended attributes', async () => {
    const name = `${'directory/'.repeat(30)}file`;
    const members: Member[] = [{ name, content: 'x', pax: { 'SCHILY.xattr.user.k': 'v', uid: '3000000' } }];
    const builder = layerIndexBuilder(0, null);
    await readTarSeeking(inMemory(await packTar(members)), builder.sink);
    const { index } = builder.finish();
    expect(listTree(mergeLayers([index]).tree, 0).at(-1)).toMatchObject({ path: name, uid: 3_000_000, size: 1 });
    expect(index.xattrs.ends).toHaveLength(1);
  });

  it('25 one layer twice in an image', () => {
    const layer = [file('a', 'x'), file('d/b', 'yy')];
    const found = merged([layer, layer]);
    expect(found.waste).toEqual(['a 1 0>1 identical', 'd/b 2 0>1 identical']);
    expect(found.shipped).toEqual([3, 3]);
  });

  it('30 of a truncated layer, the entries before the break', async () => {
    const whole = await packTar([
      { name: 'a', content: 'x' },
      { name: 'b', content: 'y'.repeat(2000) },
    ]);
    const builder = layerIndexBuilder(0, null);
    await expect(readTarSeeking(inMemory(whole.subarray(0, 2500)), builder.sink)).rejects.toThrow(
      'damaged at byte 2500',
    );
    expect(listTree(mergeLayers([builder.finish().index]).tree, 0).map(({ path }) => path)).toEqual(['a']);
  });
});

async function pathsOf(tar: Uint8Array): Promise<string[]> {
  const builder = layerIndexBuilder(0, null);
  await readTarSeeking(inMemory(tar), builder.sink);
  return listTree(mergeLayers([builder.finish().index]).tree, 0).map(({ path }) => path);
}

function shortPath(line: string): string {
  const [path, type] = line.split(' ');
  return type === 'dir' ? `${path}/` : path;
}

function fixChecksum(block: Uint8Array): void {
  block.fill(0x20, 148, 156);
  const sum = block.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  block.set(Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
}
