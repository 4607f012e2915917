import { expect, it } from 'vitest';
import type { Archive } from '../../../src/core/context/archive.ts';
import { copyInstructions } from '../../../src/core/context/copyInstruction.ts';
import { forecastCopies } from '../../../src/core/context/forecast.ts';
import { forecastFigures, unpackedText } from '../../../src/core/context/forecastText.ts';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { destinations, listed } from './inMemory.ts';

const ARCHIVES: Readonly<Record<string, Archive>> = {
  'a.tar': { entries: listed(['bin/x', 'etc/y', 'etc/deep/z', 'etc/link → y'], 10) },
  'b.tar': { entries: listed(['etc/y', 'more'], 3) },
  'c.tar.xz': { unread: 'xz cannot be read here' },
};
const FILES = ['a.tar', 'b.tar', 'c.tar.xz', 'text'];
const archiveAt = (path: string): Archive | null => ARCHIVES[path] ?? null;

const forecast = (line: string) =>
  forecastCopies(
    copyInstructions(parseDockerfile(`FROM scratch\n${line}\n`)),
    { entries: listed(FILES, 100) },
    {
      largeFileBytes: 1,
      archiveAt,
    },
  )[0];

it.each([
  ['ADD a.tar /x', ['4 files', '30 B', '1 archive unpacked']],
  ['ADD a.tar b.tar /x/', ['5 files', '26 B', '2 archives unpacked']],
  ['ADD c.tar.xz /x', ['1 file', '100 B', '1 archive not looked into']],
  ['ADD *tar* text /x/', ['7 files', '226 B', '2 archives unpacked', '1 archive not looked into']],
  ['COPY *tar* /x/', ['3 files', '300 B']],
  ['ADD --unpack=false a.tar /x/', ['1 file', '100 B']],
  ['ADD . /x/', ['4 files', '400 B']],
])('%s brings %j', (line, figures) => {
  expect(forecastFigures(forecast(line))).toEqual(figures);
});

it('tells of each archive what comes of it, and of its folders as of any', () => {
  const { unpacked, largestFolders, largestFiles, concerns, sources } = forecast('ADD a.tar c.tar.xz /x/');
  expect(unpacked.map(unpackedText)).toEqual([
    'ADD unpacks a.tar: 4 files, 30 B',
    'ADD unpacks c.tar.xz, which was not looked into: xz cannot be read here. Its own size is counted',
  ]);
  expect(largestFolders.map(({ path, bytes }) => `${path} ${bytes}`)).toEqual([
    'a.tar 30',
    'a.tar/etc 20',
    'a.tar/bin 10',
    'a.tar/etc/deep 10',
  ]);
  expect(largestFiles.map(({ path }) => path)).toEqual(['c.tar.xz', 'a.tar/bin/x', 'a.tar/etc/deep/z', 'a.tar/etc/y']);
  expect(sources.map(({ files, bytes }) => [files, bytes])).toEqual([
    [4, 30],
    [1, 100],
  ]);
  expect(concerns).toEqual([]);
});

it.each([
  ['ADD a.tar /x\nCOPY text /x', ['/x/bin/x', '/x/etc/deep/z', '/x/etc/link', '/x/etc/y', '/x/text']],
  ['ADD b.tar /x\nCOPY text /x/etc', ['/x/etc/text', '/x/etc/y', '/x/more']],
  ['ADD b.tar /x\nCOPY text /x/none', ['/x/etc/y', '/x/more', '/x/none']],
])('later lines find its folders: %j', (lines, wanted) => {
  expect(destinations(lines, FILES, archiveAt)).toEqual(wanted);
});
