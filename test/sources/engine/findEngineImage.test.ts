import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/sources/engine/address.ts';
import type { Endpoint } from '../../../src/sources/engine/endpoints.ts';
import { findEngineImage } from '../../../src/sources/engine/findEngineImage.ts';
import type { ImageSpec } from '../../support/imageBuilder.ts';
import { fakeEngine, json } from './fakeEngine.ts';

const spec: ImageSpec = { layers: [{ members: [{ name: 'a', content: 'a' }] }] };
const signal = new AbortController().signal;

function at(socket: string, reason: string): Endpoint {
  return { engine: 'docker', address: parseAddress(`unix://${socket}`, null), reason };
}

describe('engines are asked one after another', () => {
  it('until one has the image', async () => {
    const without = await fakeEngine(spec, { '/images/web%3A1.0/json': json({ message: 'no' }, 404) });
    const having = await fakeEngine(spec);
    const last = await fakeEngine(spec);
    const places = [at('/no/engine.sock', 'a'), ...[without, having, last].map(({ socket }) => at(socket, 'b'))];
    const { engine } = await findEngineImage('web:1.0', places, { signal, orFile: false });
    expect(engine.endpoint).toEqual(places[2]);
    expect(last.asked).toEqual([]);
  });

  it('and one that says nothing is left in time', async () => {
    const dumb = await fakeEngine(spec, { '/version': () => undefined });
    const finding = findEngineImage('web:1.0', [at(dumb.socket, 'dumb')], { signal, orFile: false, within: 20 });
    await expect(finding).rejects.toThrow('no engine answers');
    await expect(finding).rejects.toThrow('(dumb): no answer within 0.02 s');
  });

  it('unless it is given up', async () => {
    const dumb = await fakeEngine(spec, { '/version': () => controller.abort(reason) });
    const controller = new AbortController();
    const reason = new Error('enough');
    const finding = findEngineImage('web', [at(dumb.socket, 'a')], { signal: controller.signal, orFile: false });
    await expect(finding).rejects.toBe(reason);
  });
});

describe('the version of the API is the newest that both know', () => {
  it.each([
    ['1.41', '1.12', '1.41'],
    ['1.45', '1.24', '1.45'],
    ['1.51', '1.24', '1.45'],
    ['1.60', '1.48', '1.48'],
    ['1.9', '', '1.9'],
  ])('%s, at least %s: %s', async (ApiVersion, MinAPIVersion, expected) => {
    const urls: string[] = [];
    const { socket } = await fakeEngine(spec, {
      '/version': (response, request) => json({ Version: '1', ApiVersion, MinAPIVersion })(response, request),
      '/images/web/json': (response, request) => {
        urls.push(request.url ?? '');
        json({ message: 'no' }, 404)(response, request);
      },
    });
    await expect(findEngineImage('web', [at(socket, 'a')], { signal, orFile: false })).rejects.toThrow(
      'no engine has it',
    );
    expect(urls).toEqual([`/v${expected}/images/web/json`]);
  });
});
