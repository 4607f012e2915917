import { cp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clearCache } from '../../src/merger/cache/cacheUse.ts';
import type { DockerfileImages, KnownImage } from '../../src/merger/cache/dockerfileImages.ts';
import { isOtherName } from '../../src/merger/cache/layerName.ts';
import { followed } from '../../src/server/dockerfiles/imagesHad.ts';
import { until } from '../merger/support/startTestMerger.ts';
import { asTar, type Compression, temporaryDirectory } from '../support/imageBuilder.ts';
import { lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageFiles, LAYERS, type Made, project, replaceFile } from './project.ts';

/** As `LAYERS`, built again after `make b` has come to make something else: `d` of the same size, and `e` as it was. */
const made = (b: string, d: string): readonly Made[] => [
  LAYERS[0],
  ['RUN make b', { name: 'b', content: b }, { name: 'd', content: d }, { name: 'e', content: 'e' }],
  LAYERS[2],
];
const FIRST = made('x'.repeat(30_000), '1');
const SECOND = made('y'.repeat(45_000), '2');
const THIRD = made('z', '3');

const bytesOf = async (layers: readonly Made[], compression: Compression = 'gzip') =>
  asTar(await imageFiles(layers, 'made:1', compression));

/** A folder with a Dockerfile and its image, and editors that come and go over one cache. */
async function desk(compression?: Compression) {
  const folder = await project({ 'image.tar': await bytesOf(FIRST, compression) });
  const cacheDirectory = join(await temporaryDirectory(), 'cache');
  const path = join(folder, 'image.tar');
  const open = async (options: { trusted?: boolean; stdio?: boolean; cacheDirectory?: string } = {}) => {
    const { stdio = false, ...more } = options;
    const client = await lspClient({ folders: [folder], stdio, initialization: { cacheDirectory, ...more } });
    const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
    return { client, uri, image: await client.image(uri, 'open') };
  };
  type Session = Awaited<ReturnType<typeof open>>;
  return {
    cacheDirectory,
    open,
    replace: async (layers: readonly Made[]) => replaceFile(path, await bytesOf(layers, compression)),
    overwrite: async (layers: readonly Made[]) => writeFile(path, await bytesOf(layers, compression)),
    /** Waits until all is remembered that is. */
    settled: ({ client, uri }: Session) => client.ask('reload', { uri }),
    compared: async ({ client, uri }: Session) => {
      const now = await client.image(uri, 'open', ({ previous }) => previous !== null);
      const sides = { a: { image: now.previous?.key ?? '', step: 2 }, b: { image: now.key, step: 2 } };
      const told = await client.ask('comparison', { uri, ...sides });
      return { now, sides, told, rows: (await client.ask('diff', sides)).rows };
    },
  };
}

/** Replaces the image while an editor looks on. */
async function rebuilt(compression?: Compression, how: 'replace' | 'overwrite' = 'replace', stdio = false) {
  const { open, compared, settled, ...here } = await desk(compression);
  const first = await open({ stdio });
  await here[how](SECOND);
  await first.client.image(first.uri, 'open', ({ id }) => id !== first.image.id);
  await settled(first);
  return { ...here, open, compared, settled, first };
}

it('the image before the last build is known when the server has started anew', async () => {
  const { open, compared, first } = await rebuilt('gzip', 'replace', true);
  const before = await compared(first);
  await first.client.shutdown();
  const second = await open({ stdio: true });
  const { now, told, rows } = await compared(second);
  expect([now.id, now.previous?.id, now.previous?.tags]).toEqual([
    before.now.id,
    first.image.id,
    before.now.previous?.tags,
  ]);
  expect(told).toMatchObject({ total: 2, unread: 0, totals: { modified: 2, growth: 15_000 } });
  expect(told).toEqual(before.told);
  expect(rows).toEqual(before.rows);
});

it('of plain layers all is compared that was there, and looked at, but for what is in the files', async () => {
  const { open, compared, first } = await rebuilt('plain');
  // Nobody has compared them yet.
  await first.client.shutdown();
  const second = await open();
  const { sides, told, rows } = await compared(second);
  expect(told).toMatchObject({ total: 2, unread: 0, totals: { modified: 2 } });
  expect(rows.map(({ path }) => path)).toEqual(['b', 'd']);
  const { image } = sides.a;
  const listed = await second.client.ask('children', { image, view: { step: 2, since: 0 }, node: 0 });
  expect(listed.rows.map(({ name, size }) => `${name} ${size}`)).toEqual(['b 30000', 'd 1', 'e 1']);
  const asked = { image, view: { step: 2 }, node: listed.rows[0].node, length: 1 };
  await expect(second.client.ask('content', asked)).rejects.toThrow(
    'image.tar: which files it had is remembered, what was in them is not',
  );
});

it('what only contents tell counts as different where they were gone at once, and is counted', async () => {
  const { open, compared, first } = await rebuilt('plain', 'overwrite');
  const before = await compared(first);
  await first.client.shutdown();
  const { told } = await compared(await open());
  expect(told).toMatchObject({ total: 3, unread: 2, totals: { modified: 3 } });
  expect(told).toEqual(before.told);
});

it('a build while no editor had the Dockerfile open counts too', async () => {
  const { open, compared, settled, replace } = await desk();
  const first = await open();
  await settled(first);
  await first.client.close(first.uri);
  await replace(SECOND);
  await first.client.open(first.uri, DOCKERFILE);
  const again = await compared(first);
  expect(again.now.previous?.id).toBe(first.image.id);
  await first.client.shutdown();
  await replace(THIRD);
  const { now, told } = await compared(await open());
  expect(now.previous?.id).toBe(again.now.id);
  expect(told).toMatchObject({ total: 2, unread: 0, totals: { growth: -44_999 } });
});

it('nothing is remembered of a workspace that is not trusted, until it is', async () => {
  const { open, settled, compared, replace, cacheDirectory } = await desk();
  const first = await open({ trusted: false });
  await settled(first);
  // Not what is still being written.
  const remembered = async () =>
    (await readdir(cacheDirectory)).filter((name) => name.startsWith('image-') && isOtherName(name));
  expect(await remembered()).toEqual([]);
  await first.client.shutdown();
  await replace(SECOND);
  const second = await open({ trusted: false });
  await second.client.ask('trust', {});
  await until(async () => (await remembered()).length > 1);
  expect(await second.client.ask('image', { uri: second.uri })).toMatchObject({ previous: null });
  await second.client.shutdown();
  await replace(THIRD);
  expect((await compared(await open())).now.previous?.id).toBe(second.image.id);
});

it('nothing is known, and nothing else changes, where the cache was emptied or is garbage', async () => {
  const { open, settled, cacheDirectory, first } = await rebuilt();
  await first.client.shutdown();
  const spoilt = async (name: string, spoil: (directory: string) => Promise<unknown>) => {
    const copy = `${cacheDirectory} ${name}`;
    await cp(cacheDirectory, copy, { recursive: true });
    await spoil(copy);
    const session = await open({ cacheDirectory: copy });
    await settled(session);
    const { previous } = await session.client.image(session.uri, 'open');
    return [name, previous?.tags ?? null, session.client.messages];
  };
  const garbage = (kind: string) => async (directory: string) => {
    for (const name of await readdir(directory))
      if (name.startsWith(kind)) await writeFile(join(directory, name), '{"uri":1}');
  };
  expect(await spoilt('whole', () => Promise.resolve())).toEqual(['whole', ['made:1'], []]);
  expect(await spoilt('emptied', clearCache)).toEqual(['emptied', null, []]);
  expect(await spoilt('images', garbage('image-'))).toEqual(['images', null, []]);
  expect(await spoilt('layers', garbage('sha256-'))).toEqual(['layers', null, []]);
});

describe('of what is known and what is seen follows', () => {
  const file = (id: string, path = '/image.tar'): KnownImage => ({ image: { path }, id });
  const engine = (id: string): KnownImage => ({ image: { reference: `docker://${id}` }, id });
  const [a, b, c] = [file('a'), file('b'), file('c')];
  it.each<[string, DockerfileImages | null, KnownImage, KnownImage | null, KnownImage | null]>([
    ['nothing at first', null, a, null, null],
    ['the one that was there', { now: a, before: null }, b, null, a],
    ['the same when nothing was built', { now: b, before: a }, b, null, a],
    ['the newest of several', { now: b, before: a }, c, null, b],
    ['the first, when it was built again', { now: b, before: a }, a, null, b],
    ['the one that is open', { now: a, before: null }, c, b, b],
    ['nothing in another place', { now: b, before: a }, file('c', '/other.tar'), null, null],
    ['nothing between file and engine', { now: b, before: a }, engine('c'), null, null],
    ['the one that engines had', { now: engine('a'), before: null }, engine('b'), null, engine('a')],
  ])('%s', (_, known, now, open, before) => {
    expect(followed(known, now, open)).toEqual({ now, before });
  });
});
