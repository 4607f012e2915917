import { describe, expect, it } from 'vitest';
import { filePath, findFolder, folderPath, isWithin } from '../../src/webview/model/paths.ts';
import { search } from '../../src/webview/model/search.ts';
import { modelOf } from './pictures.ts';

const model = modelOf([
  ['usr/lib/libc.so', 50],
  ['usr/bin/Sh', 30],
  ['etc/passwd', 20, 1],
  ['README', 10],
]);
const [usr, lib] = [findFolder(model, ['usr']), findFolder(model, ['usr', 'lib'])];

describe('the model of a picture', () => {
  it('has what lies in each folder, at any depth', () => {
    const {
      bytes,
      files,
      sums: [wasted],
    } = model.totals(null);
    expect([bytes[0], wasted[0], files[0]]).toEqual([110, 20, 4]);
    expect([bytes[usr], wasted[usr], files[usr]]).toEqual([80, 0, 2]);
    expect([bytes[lib], files[lib]]).toEqual([50, 1]);
  });

  it('leaves out what is not kept', () => {
    const {
      bytes,
      files,
      sums: [wasted],
    } = model.totals(Uint8Array.from([0, 1, 1, 0]));
    expect([bytes[0], wasted[0], files[0], bytes[usr], bytes[lib]]).toEqual([50, 20, 2, 30, 0]);
  });

  it('does not put the root into itself', () => {
    expect([...model.foldersIn(0)].map((folder) => model.folders.name[folder])).toEqual(['usr', 'etc']);
    expect([...model.filesIn(0)].map((file) => model.files.name[file])).toEqual(['README']);
  });
});

describe('paths', () => {
  it('are made of folders', () => {
    expect([folderPath(model, 0), folderPath(model, lib), filePath(model, 0), filePath(model, 3)]).toEqual([
      '',
      'usr/lib',
      'usr/lib/libc.so',
      'README',
    ]);
  });

  it('lead as far as they do', () => {
    expect(folderPath(model, findFolder(model, ['usr', 'lib', 'gone']))).toBe('usr/lib');
  });

  it('tell what lies where', () => {
    expect([isWithin(model, lib, usr), isWithin(model, lib, 0), isWithin(model, usr, lib)]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a search', () => {
  const found = (text: string): string[] | null =>
    search(model, text)?.list.map((file) => filePath(model, file)) ?? null;

  it.each([
    ['', null],
    ['  ', null],
    ['LIBC', ['usr/lib/libc.so']],
    ['sh', ['usr/bin/Sh']],
    ['usr', ['usr/lib/libc.so', 'usr/bin/Sh']],
    ['b/l', ['usr/lib/libc.so']],
    ['/usr/b', ['usr/bin/Sh']],
    ['bin/sh', ['usr/bin/Sh']],
    ['passwd/', []],
    ['nothing', []],
  ])('for “%s” finds %j', (text, expected) => expect(found(text)).toEqual(expected));

  it('sums up what it finds', () => {
    expect(search(model, 's')).toMatchObject({ count: 3, bytes: 100, files: Uint8Array.from([1, 1, 1, 0]) });
  });
});
