import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Analysis, analyze } from '../../src/core/analysis.ts';
import { inProcess } from '../merger/support/inProcess.ts';
import { type ImageSpec, ociFiles, writeArchive } from '../support/imageBuilder.ts';
import { root, sampleImage } from '../support/runCli.ts';
import type { Member } from '../support/tarMember.ts';

/** The figures of docs/waste.md that are ours; those of dive were taken once, by its version that is named there. */
const page = readFileSync(join(root, 'docs/waste.md'), 'utf8');

const content = 'x'.repeat(100_000);
const file: Member = { name: 'd/a', content };
/** The layers behind the one that brings the file. */
const cases: Readonly<Record<string, readonly (readonly Member[])[]>> = {
  'removes the file': [[{ name: 'd/.wh.a' }]],
  'removes its directory': [[{ name: '.wh.d' }]],
  'makes its directory opaque': [[{ name: 'd/.wh..wh..opq' }]],
  'writes 60,000 other bytes to it': [[{ name: 'd/a', content: 'y'.repeat(60_000) }]],
  'changes its owner': [[{ ...file, uid: 7 }]],
  'removes it, and another brings it back': [[{ name: 'd/.wh.a' }], [file]],
  'removes one of its two names': [[{ name: 'd/.wh.a' }]],
};

it.each(Object.entries(cases))('%s', async (name, above) => {
  const first: Member[] = name.includes('two names') ? [file, { name: 'd/b', type: 'link', linkname: 'd/a' }] : [file];
  const spec: ImageSpec = { layers: [first, ...above].map((members) => ({ members })) };
  const { shippedBytes, wastedBytes, efficiency } = await totalsOf(await writeArchive(await ociFiles([spec])));
  const cells =
    page
      .split('\n')
      .find((line) => line.startsWith(`| ${name} |`))
      ?.split('|')
      .map((cell) => cell.trim()) ?? [];
  expect([cells[2], cells[5], cells[6]]).toEqual([text(shippedBytes), text(wastedBytes), percent(efficiency)]);
});

it('the sample', async () => {
  const { shippedBytes, wastedBytes, efficiency } = await totalsOf(sampleImage);
  const words = page.replaceAll('\n', ' ');
  expect(words).toContain(`which ships ${text(shippedBytes)} bytes`);
  expect(words).toContain(`Layerwise ${text(wastedBytes)} wasted bytes and ${percent(efficiency)}`);
});

async function totalsOf(path: string): Promise<Analysis['totals']> {
  const { open, read } = await inProcess(path);
  return analyze(open.image, read, null).totals;
}

const text = (bytes: number): string => bytes.toLocaleString('en-US');
const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;
