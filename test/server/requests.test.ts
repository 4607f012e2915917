import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type ServerParams, type ServerRequestName, serverRequests } from '../../src/protocol/serverRequests.ts';
import { opened, startTestMerger } from '../merger/support/startTestMerger.ts';
import { lspClient } from '../support/lspClient.ts';
import { root, sampleDockerfile, sampleImage } from '../support/runCli.ts';

async function sample() {
  const client = await lspClient({ folders: [`${root}sample`] });
  const uri = await client.open(sampleDockerfile, readFileSync(sampleDockerfile, 'utf8'));
  const { key } = await client.image(uri, 'open');
  return { client, uri, key };
}

/** Each question that goes on to the merger, about an image by its key. */
const forwarded: { readonly [Name in ServerRequestName]?: (image: string) => ServerParams<Name> } = {
  recognize: () => ({ path: sampleImage }),
  summary: (image) => ({ image }),
  children: (image) => ({ image, view: { step: 12 }, node: 0, sort: 'size', limit: 5 }),
  changes: (image) => ({ image, view: { step: 12, off: [11] }, filter: { changes: ['metadata'] } }),
  find: (image) => ({ image, view: { step: 12 }, path: 'etc/status/status.conf' }),
  versions: (image) => ({ image, node: 1 }),
  waste: (image) => ({ image, layer: 4 }),
  diff: (image) => ({ a: { image, step: 3 }, b: { image, step: 5 } }),
  joins: (image) => ({ image, from: 1 }),
  without: (image) => ({ image, layers: [3] }),
};

describe('a question that goes on to the merger is answered as the merger does', () => {
  it.each(Object.keys(forwarded) as (keyof typeof forwarded)[])('%s', async (name) => {
    const { client, key } = await sample();
    const merger = startTestMerger();
    await opened(merger, sampleImage, { key });
    const params = forwarded[name]?.(key) as never;
    const answer = await client.ask(name, params);
    expect(v.parse(serverRequests[name].result, answer)).toEqual(answer);
    expect(answer).toEqual(JSON.parse(JSON.stringify(await merger.ask(name as 'find', params))));
  });
});

it('a client opens images of its own, and lets them go', async () => {
  const { client } = await sample();
  const summary = await client.ask('open', { key: 'mine', path: sampleImage });
  expect(await client.ask('summary', { image: 'mine' })).toEqual(summary);
  await client.ask('release', { image: 'mine' });
  await expect(client.ask('summary', { image: 'mine' })).rejects.toThrow('No image is open as mine');
});

it('the content of a file comes as base64', async () => {
  const { client, key } = await sample();
  const view = { step: 12 };
  const found = await client.ask('find', { image: key, view, path: 'etc/group' });
  const content = await client.ask('content', { image: key, view, node: found?.node ?? 0, length: 1000 });
  const text = Buffer.from(content.base64, 'base64').toString();
  expect(text).toMatch(/^root:x:0:[\s\S]*\nstatus:x:1000:\n$/);
  expect(content.size).toBe(text.length);
});

it('steps are the lines with what they made', async () => {
  const { client, uri, key } = await sample();
  const steps = await client.ask('steps', { uri });
  expect(v.parse(serverRequests.steps.result, steps)).toEqual(steps);
  expect(steps).toMatchObject({ version: 1, key, totals: { baseLayers: 1 } });
  expect(steps?.stages.map(({ name, part }) => [name, part])).toEqual([
    ['assets', 'outside'],
    [null, 'target'],
  ]);
  expect(steps?.layers.map(({ layer }) => layer)).toEqual(Array.from({ length: 13 }, (_, layer) => layer));
  const chown = steps?.stages[1].steps.find(({ line }) => line === 37);
  expect(chown).toMatchObject({ instruction: 'RUN', overwritten: 35, layers: [12], own: [12], confidence: 'exact' });
});

it('the image, its candidates, a choice and a reload', async () => {
  const { client, uri, key } = await sample();
  expect(await client.ask('image', { uri })).toMatchObject({ state: 'open', path: sampleImage, key });
  const candidates = await client.ask('candidates', { uri });
  expect(candidates).toEqual([{ path: sampleImage, reason: 'beside the Dockerfile, with a name that fits' }]);
  expect(await client.ask('chooseImage', { uri, image: null })).toBeNull();
  expect(await client.ask('reload', { uri })).toBeNull();
  expect(await client.ask('image', { uri })).toMatchObject({ state: 'open', key: expect.not.stringMatching(key) });
});

const wrong: [string, string, unknown, number, RegExp][] = [
  ['no params', 'image', undefined, -32602, /Expected Object/],
  ['a wrong type', 'children', { image: 7, view: { step: 0 }, node: 0 }, -32602, /^image: .*string/],
  ['a wrong place inside', 'children', { image: 'x', view: { step: -2 }, node: 0 }, -32602, /^view\.step: /],
  ['an unknown param', 'find', { image: 'x', view: { step: 0 }, path: '', color: 'red' }, -32602, /^color: /],
  ['too large a page', 'waste', { image: 'x', limit: 1001 }, -32602, /^limit: /],
  ['an unknown request', 'guess', {}, -32601, /layerwise\/guess/],
  ['an unknown key', 'summary', { image: 'nobody' }, -32803, /No image is open as nobody/],
  ['an unknown document', 'steps', { uri: 'file:///nowhere' }, -32803, /is not open as a Dockerfile/],
  ['a key of the server’s', 'open', { key: 'dockerfile:9', path: sampleImage }, -32803, /is the server’s/],
  ['letting the server’s go', 'release', { image: 'dockerfile:1' }, -32803, /is the server’s/],
  ['a file that is none', 'open', { key: 'none', path: '/nowhere.tar' }, -32803, /nowhere\.tar/],
  ['a layer that is none', 'find', { image: 'dockerfile:1', view: { step: 99 }, path: '' }, -32803, /layer/i],
];

it.each(wrong)('%s is said to be wrong', async (_, name, params, code, message) => {
  const { client } = await sample();
  const asked = client.connection.sendRequest(`layerwise/${name}`, params);
  const error: unknown = await asked.catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect((error as Error).message).not.toContain('\n    at ');
});
