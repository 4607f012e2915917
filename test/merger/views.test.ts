import { expect, it } from 'vitest';
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

/** Left out of a small image, and of one that a builder made, whose many steps say no more of that. */
const peeled = (all: number[]): number[][] =>
  all.length < 10 ? [[], [1], [0, 2], all.slice(-1), all] : [[], [0, 2], all.slice(-1)];

it.each(kindsOfImage)(
  '%s is shown at each step, whole and peeled, as the core merges those layers',
  async (_, write) => {
    const path = await write();
    const core = await inProcess(path);
    const merger = startTestMerger();
    const { image } = await opened(merger, path);
    const all = image.layers.map(({ index }) => index);
    const last = all.length - 1;
    for (const off of peeled(all)) {
      const layers = all.filter((layer) => !off.includes(layer));
      const tree = await treeOfLayers(core, layers);
      const changes = changesOf(tree);
      for (const [step, layer] of layers.entries()) {
        const rows = await walk(merger, { step: layer, off });
        const there = rows.filter(({ gone }) => !gone).map(entryOf);
        expect(there.sort(byPath)).toEqual(pathsOf(tree, step, layers).map(entryOf).sort(byPath));
        expect(counted(rows)).toEqual(changes[step]);
      }
      if (layers.length === 0) expect(await walk(merger, { step: last, off })).toEqual([]);
    }
    // Nothing before the first layer, and all as added since then.
    expect(await walk(merger, { step: -1 })).toEqual([]);
    const files = (await walk(merger, { step: last, since: 0 })).filter(({ type, gone }) => type !== 'dir' && !gone);
    expect(new Set(files.map(({ change }) => change))).toEqual(new Set(['added']));
  },
);
