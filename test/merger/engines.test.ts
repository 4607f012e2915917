import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { patienceWith } from '../../src/merger/engines/engineImages.ts';
import { changesNames } from '../../src/merger/engines/followEngines.ts';
import { parseAddress } from '../../src/sources/engine/address.ts';
import {
  type Answer,
  answersOf,
  exportOf,
  type FakeEngine,
  fakeEngine,
  json,
  listed,
} from '../sources/engine/fakeEngine.ts';
import type { ImageSpec } from '../support/imageBuilder.ts';
import { startTestMerger, until } from './support/startTestMerger.ts';

const TEXT = 'FROM scratch\nCOPY a /a\nRUN make b\nCMD ["/a"]\n';

/** As BuildKit leaves it; each instruction has a file. */
function built(...instructions: readonly string[]): ImageSpec {
  return {
    layers: instructions.map((content, index) => ({ members: [{ name: `${index}`, content }] })),
    config: { history: instructions.map((created_by) => ({ created_by })) },
  };
}

const COPY = 'COPY a /a # buildkit';
const RUN = 'RUN /bin/sh -c make b # buildkit';
const CMD = 'CMD ["/a"]';
const whole = built(COPY, RUN, CMD);

type Images = Readonly<Record<string, readonly [spec: ImageSpec, created: number]>>;

async function engineWith(images: Images, answers: Readonly<Record<string, Answer>> = {}): Promise<FakeEngine> {
  const all: Record<string, Answer> = {};
  const list: unknown[] = [];
  for (const [name, [spec, created]] of Object.entries(images)) {
    Object.assign(all, await answersOf(spec, [name]));
    list.push(listed(await exportOf(spec), [name], created));
  }
  return fakeEngine(whole, { ...all, '/images/json': json(list), ...answers });
}

function mergerOf({ env }: Pick<FakeEngine, 'env'>, engines = true) {
  return startTestMerger({ engines, env });
}

describe('images of engines', () => {
  it('are told by each of their names, the newest first', async () => {
    const old = await exportOf(built('one'));
    const young = await exportOf(built('two'));
    const list = [listed(old, ['a:1', 'a:2'], 5), listed(young, ['<none>:<none>'], 7)];
    const engine = await fakeEngine(whole, { '/images/json': json(list) });
    const told = await mergerOf(engine).ask('engineImages', {});
    expect(told).toEqual({
      engines: ['Docker 99.1'],
      gone: [],
      images: [
        [`docker://${young.id}`, null, young.id, 7],
        ['docker://a:1', 'a:1', old.id, 5],
        ['docker://a:2', 'a:2', old.id, 5],
      ].map(([reference, name, id, created]) => {
        return { reference, name, engine: 'Docker 99.1', id, created, size: 10, platform: null };
      }),
    });
  });

  it('are none where no engine may be asked, until one may', async () => {
    const engine = await fakeEngine(whole);
    const merger = mergerOf(engine, false);
    const nothing = { engines: [], gone: [], images: [] };
    expect(await merger.ask('engineImages', {})).toEqual(nothing);
    expect(await merger.ask('fittingImages', { text: TEXT })).toEqual({ ...nothing, total: 0 });
    expect(await merger.ask('followEngines', {})).toBeNull();
    expect(await merger.ask('identify', { path: 'docker://web:1.0' })).toBeNull();
    expect(engine.connected()).toBe(0);
    merger.allowEngines(true);
    expect((await merger.ask('engineImages', {})).images).toHaveLength(1);
    merger.allowEngines(false);
    expect(await merger.ask('engineImages', {})).toEqual(nothing);
  });

  it('do not wait for an engine that says nothing', async () => {
    const dumb = await fakeEngine(whole, { '/version': () => undefined });
    const having = await fakeEngine(whole);
    const env = { ...having.env, CONTAINER_HOST: dumb.env['DOCKER_HOST'] };
    const { engines, gone, images } = await mergerOf({ env }).ask('engineImages', {});
    expect([engines, gone, images.map(({ reference }) => reference)]).toEqual([
      ['Docker 99.1'],
      [],
      ['docker://web:1.0'],
    ]);
  });

  it.each([
    ['unix:///d.sock', false, 3000],
    ['unix:///d.sock', true, 500],
    ['ssh://far', false, 10_000],
  ])('of %s, silent before: %s, are waited for %i ms', (host, wasSilent, expected) => {
    const endpoint = { engine: 'docker', address: parseAddress(host, null), reason: '' } as const;
    expect(patienceWith(endpoint, wasSilent)).toBe(expected);
  });

  it('of an engine that left are not taken for deleted', async () => {
    const engine = await fakeEngine(whole);
    const merger = mergerOf(engine);
    await merger.ask('engineImages', {});
    await engine.stop();
    expect(await merger.ask('engineImages', {})).toEqual({ engines: [], gone: ['Docker 99.1'], images: [] });
  });
});

describe('images that fit a Dockerfile', () => {
  const fitting = async (images: Images, text = TEXT) => {
    const { images: found } = await mergerOf(await engineWith(images)).ask('fittingImages', { text });
    return found.map(({ name, same, all, others }) => `${name ?? ''} ${same}/${all} +${others}`);
  };

  it.each<[string, Images, string[]]>([
    [
      'of equal ones the newest first',
      { old: [whole, 1], new: [{ ...whole, platform: 'linux/arm64' }, 2] },
      ['new 3/3 +0', 'old 3/3 +0'],
    ],
    ['the better one before the newer', { old: [whole, 1], new: [built(COPY, RUN), 2] }, ['old 3/3 +0', 'new 2/3 +0']],
    [
      'one below another before that',
      { below: [whole, 1], above: [built(COPY, RUN, CMD, 'RUN x'), 2] },
      ['below 3/3 +0', 'above 3/3 +1'],
    ],
    [
      'one of another Dockerfile behind that',
      { own: [whole, 1], other: [built(COPY, 'RUN x', RUN, CMD), 2] },
      ['own 3/3 +0', 'other 3/3 +1'],
    ],
    ['above what the base has', { web: [built('ADD root /', 'CMD ["sh"]', COPY, RUN, CMD), 1] }, ['web 3/3 +0']],
    ['none with less than half', { web: [built(COPY, 'RUN x', 'CMD ["y"]'), 1] }, []],
    ['none that shares no more than settings', { web: [built('RUN x', 'RUN y', CMD), 1] }, []],
    ['none with more above than fits', { web: [built(COPY, RUN, CMD, 'RUN 1', 'RUN 2', 'RUN 3', 'RUN 4'), 1] }, []],
  ])('%s', async (_, images, expected) => {
    expect(await fitting(images, TEXT.replace('scratch', 'base'))).toEqual(expected);
  });

  it('are asked about once', async () => {
    const engine = await engineWith({ web: [whole, 1] });
    const merger = mergerOf(engine);
    for (const _ of [1, 2]) await merger.ask('fittingImages', { text: TEXT });
    expect(engine.asked.filter((path) => path.endsWith('/history'))).toHaveLength(1);
    expect((await merger.ask('engineImages', {})).images[0].platform).toBe('linux/amd64');
  });

  it('are those of the target', async () => {
    const images = { web: [built(COPY, RUN), 1] } as const;
    const text = `FROM base AS one\nCOPY a /a\nRUN make b\nFROM base\nRUN other\n`;
    const merger = mergerOf(await engineWith(images));
    expect((await merger.ask('fittingImages', { text })).images).toEqual([]);
    const [found] = (await merger.ask('fittingImages', { text, target: 'one' })).images;
    expect(found).toMatchObject({ reference: 'docker://web', same: 2, all: 2 });
  });

  it('are told without those of which an engine says nothing in time', async () => {
    const { id } = await exportOf(whole);
    const dumb = { [`/images/${encodeURIComponent(id)}/history`]: () => undefined };
    const engine = await engineWith({ other: [built(COPY, RUN), 2], web: [whole, 1] }, dumb);
    const { images, total } = await mergerOf(engine).ask('fittingImages', { text: TEXT });
    expect([images.map(({ name }) => name), total]).toEqual([['other'], 2]);
  });

  it('pass over what an engine tells no sense of', async () => {
    const { id } = await exportOf(whole);
    const broken = { [`/images/${encodeURIComponent(id)}/history`]: json('no list') };
    const engine = await engineWith({ web: [whole, 1], other: [built(COPY, RUN), 1] }, broken);
    const { images, total } = await mergerOf(engine).ask('fittingImages', { text: TEXT });
    expect([images.map(({ name }) => name), total]).toEqual([['other'], 2]);
  });
});

describe('events', () => {
  /** An engine that tells events when it is told to, and what was told of them. */
  async function followed() {
    const listening: ServerResponse[] = [];
    const events: Answer = (response) => {
      response.flushHeaders();
      listening.push(response);
    };
    const engine = await fakeEngine(whole, { [EVENTS]: events });
    const controller = new AbortController();
    let told = 0;
    const following = mergerOf(engine).ask(
      'followEngines',
      {},
      { signal: controller.signal, onProgress: () => told++ },
    );
    following.catch(() => undefined);
    await until(() => listening.length === 1 && told === 1);
    const happen = (Action: string) => listening.at(-1)?.write(`${JSON.stringify({ Action, Actor: { ID: 'x' } })}\n`);
    return { engine, controller, following, listening, happen, told: () => told };
  }

  it.each([
    ['tag', true],
    ['untag', true],
    ['load', true],
    ['pull', true],
    ['delete', true],
    ['save', false],
    ['push', false],
  ])('%s may change what a name means: %s', (action, expected) => {
    expect(changesNames(action)).toBe(expected);
  });

  it('are told, several at a time as one', async () => {
    const { happen, told } = await followed();
    happen('tag');
    happen('untag');
    await until(() => told() > 1);
    expect(told()).toBe(2);
  });

  it('are listened to until nobody follows', async () => {
    const { engine, controller, following } = await followed();
    controller.abort(new Error('enough'));
    await expect(following).rejects.toThrow('enough');
    await until(async () => (await engine.connections()) === 0);
  });

  it('are listened to again after the engine hung up', async () => {
    const { listening, told } = await followed();
    listening[0].end();
    await until(() => listening.length === 2 && told() === 2);
  });
});

const EVENTS = `/events?filters=${encodeURIComponent('{"type":["image"]}')}`;
