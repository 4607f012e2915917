import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../merger/support/startTestMerger.ts';
import {
  type Answer,
  answersOf,
  exportOf,
  type FakeEngine,
  fakeEngine,
  json,
  listed,
} from '../sources/engine/fakeEngine.ts';
import { type ImageSpec, temporaryDirectory } from '../support/imageBuilder.ts';
import { type ClientOptions, lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, LAYERS, LENSES, type Made, project, specOf } from './project.ts';

const EVENTS = `/events?filters=${encodeURIComponent('{"type":["image"]}')}`;
const OTHER: readonly Made[] = [...LAYERS, ['RUN more', { name: 'more', content: 'more' }]];

interface Engine extends FakeEngine {
  /** Someone listens to its events. */
  readonly isFollowed: () => boolean;
  /** From now on it has these images, newest first, and tells so. */
  has(images: Readonly<Record<string, ImageSpec>>): Promise<void>;
}

async function engineWith(images: Readonly<Record<string, ImageSpec>>, place?: string): Promise<Engine> {
  const answers: Record<string, Answer> = {};
  const listening = new Set<ServerResponse>();
  answers[EVENTS] = (response) => {
    response.flushHeaders();
    listening.add(response.on('close', () => listening.delete(response)));
  };
  async function has(next: Readonly<Record<string, ImageSpec>>): Promise<void> {
    for (const path of Object.keys(answers)) if (path !== EVENTS) Reflect.deleteProperty(answers, path);
    const list: unknown[] = [];
    for (const [name, spec] of Object.entries(next)) {
      Object.assign(answers, await answersOf(spec, [name]));
      list.push(listed(await exportOf(spec), [name], 100 - list.length));
    }
    answers['/images/json'] = json(list);
    answers['/images/web%3A1.0/json'] ??= json({ message: 'no such image' }, 404);
    const event = JSON.stringify({ Action: 'tag', Actor: { ID: 'x' } });
    for (const response of listening) response.write(`${event}\n`);
  }
  await has(images);
  return { ...(await fakeEngine(specOf(), answers, place)), has, isFollowed: () => listening.size > 0 };
}

async function opened(engine: FakeEngine, options: ClientOptions = {}, files = {}) {
  const folder = await project(files);
  const client = await lspClient({ folders: [folder], env: engine.env, ...options });
  const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
  return { client, uri, folder };
}

describe('an image of an engine', () => {
  it('is found when nothing lies beside the Dockerfile', async () => {
    const engine = await engineWith({ 'other:1': specOf(OTHER.slice(3)), 'made:1': specOf() });
    const { client, uri, folder } = await opened(engine);
    expect(await client.image(uri, 'open')).toMatchObject({
      reference: 'docker://made:1',
      reason: 'the newest image of Docker 99.1 whose history fits 3 of 3 instructions',
      tags: ['made:1'],
    });
    const [image, ...lenses] = await client.lenses(uri);
    expect(image).toMatch(/^0 made:1 in an engine · 230 kB in 3 layers/);
    expect(lenses).toEqual(LENSES);
    const named = await client.open(join(folder, 'Dockerfile.b'), DOCKERFILE.replace('scratch', 'scratch AS b'));
    await client.image(named, 'open');
    expect(await client.hover(named, 0, 16)).toContain('**Stage** `b`: the image in an engine');
  });

  it('is the one that is chosen, by whatever name', async () => {
    const { client, uri } = await opened(await engineWith({ 'made:1': specOf(), 'odd:2': specOf(OTHER) }));
    await client.image(uri, 'open');
    await client.ask('chooseImage', { uri, image: { reference: 'odd:2' } });
    expect(await client.ask('image', { uri })).toMatchObject({
      state: 'open',
      reference: 'odd:2',
      reason: 'the image you chose for this Dockerfile',
    });
    await client.ask('chooseImage', { uri, image: null });
    expect(await client.ask('image', { uri })).toMatchObject({ state: 'open', reference: 'docker://made:1' });
  });

  it('is the one of the setting', async () => {
    const settings = { images: { '**/Dockerfile': 'docker://odd:2' } };
    const { client, uri } = await opened(await engineWith({ 'made:1': specOf(), 'odd:2': specOf(OTHER) }), {
      settings,
    });
    expect(await client.image(uri, 'open')).toMatchObject({ reference: 'docker://odd:2' });
  });

  it('is listed for whoever chooses, with all others', async () => {
    const engine = await engineWith({ 'made:1': specOf(), 'odd:2': specOf([['RUN odd', { name: 'x' }]]) });
    const { client, uri } = await opened(engine);
    await client.image(uri, 'open');
    const references = async (engines: boolean) =>
      (await client.ask('candidates', { uri, engines })).map(({ reference }) => reference);
    expect(await references(true)).toEqual(['docker://made:1']);
    expect(await references(false)).toEqual([]);
    const { images } = await client.ask('engineImages', {});
    expect(images.map(({ name, platform }) => [name, platform])).toEqual([
      ['made:1', 'linux/amd64'],
      ['odd:2', 'linux/amd64'],
    ]);
  });
});

describe('a name that comes to mean another image', () => {
  it('is noticed, and until the new one is read the one before is shown', async () => {
    const engine = await engineWith({ 'made:1': specOf() });
    const { client, uri } = await opened(engine);
    const before = await client.image(uri, 'open');
    await engine.has({ 'made:1': specOf(OTHER) });
    const after = await client.image(uri, 'open', ({ id }) => id !== before.id);
    expect(after).toMatchObject({ reference: 'docker://made:1', isReloading: false });
    expect((await client.lenses(uri)).some((lens) => lens.includes('1 layer that no line'))).toBe(true);
    expect(client.imagesTold.map(({ image }) => image.state)).not.toContain('none');
  });

  it('is noticed also of one that was chosen', async () => {
    const engine = await engineWith({ 'odd:2': specOf(OTHER) });
    const { client, uri } = await opened(engine);
    await client.ask('chooseImage', { uri, image: { reference: 'docker://odd:2' } });
    const before = await client.image(uri, 'open');
    await engine.has({ 'odd:2': specOf() });
    await client.image(uri, 'open', ({ id }) => id !== before.id);
  });

  it('is exported only when its layers are not known', async () => {
    const engine = await engineWith({ 'made:1': specOf() });
    const cacheDirectory = await temporaryDirectory();
    const { client, uri } = await opened(engine, { initialization: { cacheDirectory } });
    const before = await client.image(uri, 'open');
    await engine.has({ 'made:1': specOf(OTHER) });
    await client.image(uri, 'open', ({ id, isReloading }) => id !== before.id && !isReloading);
    await engine.has({ 'made:1': specOf() });
    await client.image(uri, 'open', ({ id, isReloading }) => id === before.id && !isReloading);
    expect(engine.asked.filter((path) => path.startsWith('/images/get'))).toHaveLength(2);
    expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
  });

  it('is found when it is built later', async () => {
    const engine = await engineWith({});
    const { client, uri } = await opened(engine);
    const { text } = await client.image(uri, 'none', (none) => none.text.includes('Docker'));
    expect(text).toContain('Docker 99.1 has no images.');
    await engine.has({ 'made:1': specOf() });
    await client.image(uri, 'open');
  });

  it('is gone when it is deleted', async () => {
    const engine = await engineWith({ 'made:1': specOf() });
    const { client, uri } = await opened(engine);
    await client.image(uri, 'open');
    await engine.has({});
    expect((await client.image(uri, 'none')).text).toContain('Docker 99.1 has no images.');
  });
});

describe('an engine that leaves', () => {
  it('leaves its image shown, also when it was chosen, and nobody is bothered', async () => {
    for (const chosen of [null, { reference: 'docker://made:1' }]) {
      const engine = await engineWith({ 'made:1': specOf() });
      const { client, uri } = await opened(engine);
      await client.ask('chooseImage', { uri, image: chosen });
      const before = await client.image(uri, 'open');
      await engine.stop();
      const told = client.imagesTold.length;
      await client.ask('chooseImage', { uri, image: chosen });
      expect(client.imagesTold).toHaveLength(told);
      await client.ask('reload', { uri });
      expect(await client.ask('image', { uri })).toMatchObject({ state: 'open', id: before.id, isReloading: false });
      expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
      expect(client.messages).toEqual([]);
    }
  });

  it('is listened to again when it comes back', async () => {
    const engine = await engineWith({ 'made:1': specOf() });
    const { client, uri } = await opened(engine);
    const before = await client.image(uri, 'open');
    // Looked at before and after files are watched, and once more when it is listened to.
    await until(() => engine.asked.filter((path) => path === '/images/json').length > 2);
    await engine.stop();
    await engineWith({ 'made:1': specOf(OTHER) }, engine.socket);
    await client.image(uri, 'open', ({ id, isReloading }) => id !== before.id && !isReloading);
    expect(client.messages).toEqual([]);
  });

  it('is told of once when its image was not there before', async () => {
    const engine = await engineWith({});
    await engine.stop();
    const { client, uri } = await opened(engine, { settings: { image: 'docker://made:1' } });
    await client.image(uri, 'failed');
    for (const _ of [1, 2]) await client.ask('reload', { uri });
    expect(client.messages).toEqual([expect.stringContaining('Cannot open made:1: no engine answers')]);
  });

  it('that says nothing does not keep an image that lies beside waiting', async () => {
    const engine = await fakeEngine(specOf(), { '/version': () => undefined });
    const { client, uri } = await opened(engine, {}, { 'image.tar': await imageBytes() });
    await client.image(uri, 'open');
    expect(engine.connected()).toBe(0);
  });
});

describe('no engine is connected to', () => {
  it('in a workspace that is not trusted, until it is', async () => {
    const engine = await engineWith({ 'made:1': specOf() });
    const { client, uri } = await opened(engine, { initialization: { trusted: false } });
    expect((await client.image(uri, 'none', (none) => none.text.includes('Save'))).text).toContain('is not trusted.');
    expect(await client.ask('engineImages', {})).toEqual({ engines: [], gone: [], images: [] });
    await expect(client.ask('open', { key: 'a', path: 'docker://made:1' })).rejects.toThrow('no engine may be asked');
    await client.ask('chooseImage', { uri, image: { reference: 'docker://made:1' } });
    expect(client.images.get(uri)).toMatchObject({ state: 'failed', advice: expect.stringContaining('Trust') });
    expect(engine.connected()).toBe(0);
    await client.ask('trust', {});
    await client.image(uri, 'open');
  });

  it('where the user does not want it, until they do', async () => {
    const engine = await engineWith({ 'made:1': specOf() });
    const { client, uri } = await opened(engine, { settings: { engines: { enabled: false } } });
    expect((await client.image(uri, 'none', (none) => none.text.includes('Save'))).text).toContain('is off.');
    expect(engine.connected()).toBe(0);
    await client.setSettings({});
    await client.image(uri, 'open');
    await client.setSettings({ engines: { enabled: false } });
    await client.image(uri, 'none');
    await until(async () => (await engine.connections()) === 0);
  });
});

it('engines are followed only while a document depends on them', async () => {
  const engine = await engineWith({ 'made:1': specOf() });
  const { client, uri } = await opened(engine);
  await client.image(uri, 'open');
  await until(engine.isFollowed);
  await client.close(uri);
  await until(async () => (await engine.connections()) === 0);
});
