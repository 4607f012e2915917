import { describe, expect, it } from 'vitest';
import { listTree } from '../../../src/core/merge/listTree.ts';
import { readLayers } from '../../../src/core/readLayers.ts';
import { cachedImage } from '../../../src/merger/cache/cachedImage.ts';
import { imageMemory } from '../../../src/merger/cache/imageMemory.ts';
import { openLayerCache } from '../../../src/merger/cache/layerCache.ts';
import { placeOf } from '../../../src/sources/imagePlace.ts';
import { openReference, type ReferenceOptions } from '../../../src/sources/openReference.ts';
import { type ImageSpec, temporaryDirectory } from '../../support/imageBuilder.ts';
import { exportOf, type FakeEngine, fakeEngine, json } from './fakeEngine.ts';

const spec: ImageSpec = {
  layers: [{ members: [{ name: 'a', content: 'first' }] }, { members: [{ name: 'b', content: 'x'.repeat(300_000) }] }],
};
const { id, diffIds, archive } = await exportOf(spec);
const EXPORT = `/images/get?names=${encodeURIComponent(id)}`;
const INSPECT = '/images/web%3A1.0/json';

async function open(reference: string, { env }: Pick<FakeEngine, 'env'>, more: Partial<ReferenceOptions> = {}) {
  return openReference(await placeOf(reference), reference, {
    engines: true,
    registries: false,
    env,
    memory: null,
    ...more,
  });
}

async function failureOf(reference: string, engine: Pick<FakeEngine, 'env'>, more: Partial<ReferenceOptions> = {}) {
  const error = await open(reference, engine, more).then(
    () => null,
    (reason: unknown) => reason as Error & { readonly advice?: string },
  );
  return { message: error?.message, advice: error?.advice };
}

describe('an image of an engine', () => {
  it.each(['web:1.0', 'docker://web:1.0'])('is opened as %s, asked for once and exported once', async (reference) => {
    const engine = await fakeEngine(spec);
    const image = await open(reference, engine);
    const { tree, failures } = await readLayers(image);
    expect(failures).toEqual([]);
    expect(image.image).toMatchObject({ source: 'engine', reference, id, tags: ['web:1.0'] });
    expect(listTree(tree, 1).map(({ path }) => path)).toEqual(['a', 'b']);
    expect(engine.asked).toEqual([INSPECT, EXPORT]);
  });

  it('takes --tag', async () => {
    const engine = await fakeEngine(spec);
    expect((await open('web', engine, { tag: '1.0' })).image.id).toBe(id);
    expect((await failureOf('web:1.0', engine, { tag: '2' })).message).toContain('A tag is chosen beside');
  });

  it('tells how far it is', async () => {
    const told: [number, number][] = [];
    await open('web:1.0', await fakeEngine(spec), { onProgress: (...progress) => told.push(progress) });
    expect(told.at(-1)).toEqual([archive.length, archive.length]);
    expect(told.every(([bytes, total]) => bytes <= total)).toBe(true);
  });

  it('gives contents by another export', async () => {
    const engine = await fakeEngine(spec);
    const image = await open('web:1.0', engine);
    const { index } = await image.readLayer(0, {});
    const entry = index.kind.length - 1;
    const bytes = await image.readContent(0, index, entry, { start: 0, length: Infinity }, {});
    expect(Buffer.from(bytes).toString()).toBe('first');
    expect(engine.asked.filter((path) => path === EXPORT)).toHaveLength(2);
    await engine.stop();
    await expect(image.readContent(0, index, entry, { start: 0, length: 1 }, {})).rejects.toThrow('did not export it');
  });

  it('comes from the cache when its layers are there, and is exported only for contents', async () => {
    const engine = await fakeEngine(spec);
    const cache = openLayerCache({ directory: await temporaryDirectory() });
    const cached = async () => cachedImage(await open('web:1.0', engine, { memory: imageMemory(cache) }), cache);
    const first = await cached();
    const read = await readLayers(first);
    await first.close();
    engine.asked.length = 0;
    const second = await cached();
    expect(second.image).toEqual(first.image);
    expect((await readLayers(second)).tree.layers).toEqual(read.tree.layers);
    expect(engine.asked).toEqual([INSPECT]);
    const { index } = await second.readLayer(0, {});
    const bytes = await second.readContent(0, index, index.kind.length - 1, { start: 0, length: 5 }, {});
    expect(Buffer.from(bytes).toString()).toBe('first');
    await second.close();
  });
});

describe('what goes wrong is said', () => {
  it.each<[string, Parameters<typeof fakeEngine>[1], RegExp]>([
    [
      'an export that is cut off',
      { [EXPORT]: (response) => cut(response) },
      /99\.1 at unix:.* did not export it to its end \(the connection was closed/,
    ],
    [
      'an export that fails',
      { [EXPORT]: json({ message: 'no space left' }, 500) },
      /did not export it to its end \(no space left\)/,
    ],
    ['no archive', { [EXPORT]: (response) => response.end('nonsense') }, /Cannot read the image|is not an image/],
    ['an archive of nothing', { [EXPORT]: (response) => response.end() }, /is not an image/],
    [
      'an answer that is not JSON',
      { [INSPECT]: (response) => response.end('<html>') },
      /its answer is not JSON: <html>/,
    ],
    [
      'an ID that is a path',
      { [INSPECT]: json({ Id: '../../etc', RootFS: { Layers: diffIds } }) },
      /its answer is not as expected: Id/,
    ],
    [
      'a diffID that is a path',
      { [INSPECT]: json({ Id: id, RootFS: { Layers: ['../x'] } }) },
      /not as expected: RootFS\.Layers\.0/,
    ],
    ['another version', { '/version': json({ hello: 'world' }) }, /not as expected: Version/],
    ['an error', { [INSPECT]: json({ message: 'disk on fire\n\u001b[31m' }, 500) }, /disk on fire/],
    [
      'an error without words',
      { [INSPECT]: (response) => response.writeHead(503).end('x'.repeat(99_999)) },
      /it answers with status 503/,
    ],
  ])('%s', async (_, answers, expected) => {
    expect((await failureOf('web:1.0', await fakeEngine(spec, answers))).message).toMatch(expected);
  });

  it('no such image, and what there is', async () => {
    const engine = await fakeEngine(spec);
    expect(await failureOf('web:2.0', engine)).toEqual({
      message: `Cannot open web:2.0: there is no such file, and no engine has it (unix://${engine.socket} (DOCKER_HOST): Docker 99.1 has no such image)`,
      advice: 'Pull or build web:2.0 first, or check its name. It has web:1.0.',
    });
  });

  it('no engine', async () => {
    const { message, advice } = await failureOf('docker://web', { env: { DOCKER_HOST: 'unix:///no/engine.sock' } });
    expect(message).toBe('Cannot open web: no engine answers (nothing is at unix:///no/engine.sock (DOCKER_HOST))');
    expect(advice).toContain('Start Docker or Podman');
  });

  it('no context', async () => {
    const { message } = await failureOf('web', { env: { DOCKER_CONTEXT: 'gone' } });
    expect(message).toContain('DOCKER_CONTEXT gone: there is no Docker context "gone"');
  });

  it('engines may not be asked', async () => {
    const engine = await fakeEngine(spec);
    expect((await failureOf('web:1.0', engine, { engines: false })).message).toContain('no engine may be asked');
    expect(engine.asked).toEqual([]);
  });

  it.each(['docker://../../containers/json', 'docker://a b', 'docker://a?x=1', 'docker://', 'docker://a//b'])(
    '%s is no name',
    async (reference) => {
      const engine = await fakeEngine(spec);
      expect((await failureOf(reference, engine)).message).toContain('is not the name of an image');
      expect(engine.asked).toEqual([]);
    },
  );
});

it('an export that is given up closes its connection', async () => {
  const controller = new AbortController();
  const engine = await fakeEngine(spec, { [EXPORT]: (response) => response.write(archive.subarray(0, 1024)) });
  const reason = new Error('enough');
  const opening = open('web:1.0', engine, { signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(opening).rejects.toBe(reason);
  while ((await engine.connections()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});

it('an export may take its time', async () => {
  const engine = await fakeEngine(spec, {
    [EXPORT]: (response) => {
      void slowly(archive, (part) => response.write(part)).then(() => response.end());
    },
  });
  expect((await readLayers(await open('web:1.0', engine))).failures).toEqual([]);
});

async function slowly(bytes: Uint8Array, write: (part: Uint8Array) => void): Promise<void> {
  for (let at = 0; at < bytes.length; at += 40_000) {
    write(bytes.subarray(at, at + 40_000));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function cut(response: { write(bytes: Uint8Array, done: () => void): void; destroy(): void }): void {
  response.write(archive.subarray(0, archive.length - 2048), () => response.destroy());
}
