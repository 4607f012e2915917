import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { noRules } from '../../../src/core/context/ignoreRules.ts';
import { listContext } from '../../../src/sources/context/listContext.ts';
import { temporaryDirectory } from '../../support/imageBuilder.ts';

const FOLDERS = 60;
const FILES = 60;

async function manyFiles(): Promise<string> {
  const root = await temporaryDirectory();
  for (let folder = 0; folder < FOLDERS; folder++) {
    await mkdir(join(root, `d${folder}`));
    for (let file = 0; file < FILES; file++) await writeFile(join(root, `d${folder}/f${file}`), '');
  }
  return root;
}

it('lists all, as far as it may, and ends when nobody waits for it', async () => {
  const root = await manyFiles();
  const list = (maximumEntries: number, signal = new AbortController().signal) =>
    listContext(root, { rules: noRules, isWanted: () => true, maximumEntries, signal });
  const all = await list(10_000);
  expect([all.entries.length, all.isCut]).toEqual([FOLDERS * (FILES + 1), false]);
  expect(all.entries.slice(0, 3)).toEqual([
    { path: 'd0', kind: 'directory', bytes: 0 },
    { path: 'd0/f0', kind: 'file', bytes: 0 },
    { path: 'd0/f1', kind: 'file', bytes: 0 },
  ]);
  const some = await list(100);
  expect([some.entries.length, some.isCut]).toEqual([100, true]);
  await expect(list(10_000, AbortSignal.abort(new Error('left')))).rejects.toThrow('left');
});
