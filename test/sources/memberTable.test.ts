import { expect, test } from 'vitest';
import type { TarEntry } from '../../src/core/tar/entry.ts';
import { memberTable } from '../../src/sources/memberTable.ts';
import { entryOf, file, hardlink, type LayerMember, symlink } from '../support/members.ts';

/** What each name leads to, in a table of these members; a file holds its position among them. */
function table(members: readonly (LayerMember | TarEntry)[]) {
  const built = memberTable<number>();
  for (const [position, member] of members.entries()) {
    built.add('type' in member && typeof member.type === 'string' ? entryOf(member) : member, () => position);
  }
  return (name: string) => {
    const found = built.find(name);
    return 'absent' in found ? found.absent : found.file;
  };
}

const MISSING = 'the archive has no such file';
const NOWHERE = 'the link in its place leads nowhere';
const CIRCLE = 'the links in its place lead in a circle';

test('names are found however they are written', () => {
  const find = table([file('./a', ''), file('b//c', ''), file('/d/./e', ''), file('f/../g', '')]);
  expect(['a', './a', '/a', 'b/c', 'd/e', 'g', 'x/../a'].map(find)).toEqual([0, 0, 0, 1, 2, 3, 0]);
  expect(['A', 'b', '', 'f/g', '../a', 'toString', '__proto__'].map(find)).toEqual(new Array(7).fill(MISSING));
});

test('the last of several with one name counts', () => {
  expect(table([file('a', ''), file('b', ''), file('./a', '')])('a')).toBe(2);
  expect(table([symlink('a', 'b'), file('b', ''), file('a', '')])('a')).toBe(2);
});

test('links lead to files', () => {
  const find = table([
    file('x/layer.tar', ''),
    symlink('y/layer.tar', '../x/layer.tar'),
    symlink('z/layer.tar', '../y/layer.tar'),
    symlink('x/other', 'layer.tar'),
    symlink('x/absolute', '/x/layer.tar'),
    hardlink('h', 'x/layer.tar'),
  ]);
  const names = ['y/layer.tar', 'z/layer.tar', 'x/other', 'x/absolute', 'h'];
  expect(names.map(find)).toEqual([0, 0, 0, 0, 0]);
});

test('or nowhere', () => {
  const find = table([
    symlink('self', 'self'),
    symlink('one', 'two'),
    symlink('two', 'one'),
    symlink('out', '../../etc/passwd'),
    symlink('gone', 'not-there'),
    hardlink('hard', 'hard'),
    symlink('empty', ''),
  ]);
  expect(['self', 'one', 'two', 'hard'].map(find)).toEqual([CIRCLE, CIRCLE, CIRCLE, CIRCLE]);
  expect(['out', 'gone', 'empty'].map(find)).toEqual([NOWHERE, NOWHERE, NOWHERE]);
});

test('a long chain of links is given up', () => {
  const links = Array.from({ length: 40 }, (_, i) => symlink(`${i}`, `${i + 1}`));
  expect(table([...links, file('40', '')])('0')).toBe(CIRCLE);
});

test('what is no file has no content to find', () => {
  const sparse: TarEntry = { ...entryOf(file('sparse', 'x')), sparse: true };
  const find = table([{ name: 'dir', type: 'dir' }, { name: 'fifo', type: 'fifo' }, sparse]);
  expect(['dir', 'fifo', 'sparse'].map(find)).toEqual([MISSING, MISSING, MISSING]);
});

test('there is an end to members', () => {
  const built = memberTable<null>();
  expect(() => {
    for (let i = 0; i < 200_000; i++) built.add(entryOf(file(`${i}`, '')), () => null);
  }).toThrow('more than 100000 members');
});
