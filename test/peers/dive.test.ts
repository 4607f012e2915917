import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiveFigures, diveFigures } from '../../src/core/gate/diveFigures.ts';
import { mergeLayers } from '../../src/core/merge/mergeLayers.ts';
import { readLayers } from '../../src/core/readLayers.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { anyStack } from '../support/anyStack.ts';
import { imageArchives } from '../support/archives.ts';
import { askDive, hasDive } from '../support/dive.ts';
import { savedFiles, temporaryDirectory, writeArchive } from '../support/imageBuilder.ts';
import { indexOf, type LayerMember } from '../support/members.ts';
import { root } from '../support/runCli.ts';
import type { Member } from '../support/tarMember.ts';

/** What dive 0.13.1 said; `dive --source docker-archive FILE --json REPORT` wrote it, by this test. */
const golden = JSON.parse(readFileSync(`${root}test/fixtures/dive.json`, 'utf8')) as Record<string, DiveFigures>;

const archives = imageArchives(/(\.docker-archive\.tar|\.save\.tar)(\.zst)?$/);

async function ours(path: string): Promise<DiveFigures> {
  const open = await openImageAt(path, {});
  try {
    return diveFigures((await readLayers(open, {})).tree);
  } finally {
    await open.close();
  }
}

describe('dive’s figures', () => {
  it.each(archives.map((path) => [basename(path), path]))('of %s are those that dive said', async (name, path) => {
    expect(await ours(path)).toEqual(golden[name.replace(/\.zst$/, '')]);
  });
});

if (!hasDive()) console.warn('SKIPPED: dive’s figures against dive, which is not there (LAYERWISE_DIVE)');

describe.skipIf(!hasDive())('the figures of dive itself', () => {
  const plain = archives.filter((path) => path.endsWith('.tar'));

  it.each(plain.map((path) => [basename(path), path]))('are the golden ones of %s', async (name, path) => {
    expect(askDive(path, await temporaryDirectory())).toEqual(golden[name]);
  });

  it('are the same of stacks of any layers', async () => {
    const folder = await temporaryDirectory();
    await fc.assert(
      fc.asyncProperty(anyStack, async (layers) => {
        const archive = await writeArchive(
          await savedFiles([{ layers: layers.map((members) => ({ members: members.map(packed) })) }]),
        );
        const { tree } = mergeLayers(layers.map((members) => indexOf(members).index));
        expect(diveFigures(tree)).toEqual(askDive(archive, folder));
      }),
      { numRuns: Number(process.env['LAYERWISE_DIVE_RUNS'] ?? 25) },
    );
  });
});

function packed({ name, type, content = '', target = '', mode, uid = 0 }: LayerMember): Member {
  const attributes = { name, uid, ...(mode === undefined ? {} : { mode }) };
  switch (type) {
    case 'dir':
      return { ...attributes, type: 'directory' };
    case 'symlink':
      return { ...attributes, type: 'symlink', linkname: target };
    case 'hardlink':
      return { ...attributes, type: 'link', linkname: target };
    default:
      return { ...attributes, content };
  }
}
