import { describe, expect, it } from 'vitest';
import type { TreeEntry } from '../../src/core/merge/listTree.ts';
import { kindsOfImage } from './support/images.ts';
import { changesOf, inProcess, pathsOf, treeOfLayers } from './support/inProcess.ts';
import { opened, startTestMerger } from './support/startTestMerger.ts';
import { type Walked, walk } from './support/walk.ts';

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

/** What a row says of its path, as far as a plain listing says it too: of a directory's size it knows nothing. */
function entryOf({ path, type, size, mode, uid, gid, linkname, layer }: Walked | TreeEntry): TreeEntry {
  return { path, type, size: type === 'dir' ? 0 : size, mode, uid, gid, linkname, layer };
}

function counted(rows: readonly Walked[]) {
  const counts = { added: 0, modified: 0, metadata: 0, identical: 0, removed: 0 };
  for (const { change } of rows) if (change !== null) counts[change]++;
  return counts;
}

describe.each(kindsOfImage)('%s', (_, write) => {
  it('shows each step, whole and peeled, as the core merges those layers', async () => {
    const path = await write();
    const core = await inProcess(path);
    const merger = startTestMerger();
    const { image } = await opened(merger, path);
    const all = image.layers.map(({ index }) => index);
    for (const off of [[], [1], [0, 2], all.slice(-1), all]) {
      const layers = all.filter((layer) => !off.includes(layer));
      const tree = await treeOfLayers(core, layers);
      for (const [step, layer] of layers.entries()) {
        const rows = await walk(merger, { step: layer, off });
        const there = rows.filter(({ gone }) => !gone).map(entryOf);
        expect(there.sort(byPath)).toEqual(pathsOf(tree, step, layers).map(entryOf).sort(byPath));
        expect(counted(rows)).toEqual(changesOf(tree)[step]);
      }
      if (layers.length === 0) expect(await walk(merger, { step: all.length - 1, off })).toEqual([]);
    }
  });

  it('shows nothing before the first layer, and all as added since then', async () => {
    const path = await write();
    const merger = startTestMerger();
    const { image } = await opened(merger, path);
    const last = image.layers.length - 1;
    expect(await walk(merger, { step: -1 })).toEqual([]);
    const files = (await walk(merger, { step: last, since: 0 })).filter(({ type, gone }) => type !== 'dir' && !gone);
    expect(new Set(files.map(({ change }) => change))).toEqual(new Set(['added']));
  });
});
