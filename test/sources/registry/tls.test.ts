import { afterEach, describe, expect, it } from 'vitest';
import type { OpenImage } from '../../../src/core/openImage.ts';
import { readLayers } from '../../../src/core/readLayers.ts';
import { ociFiles } from '../../support/imageBuilder.ts';
import { answersOf, fakeRegistry } from './fakeRegistry.ts';
import { failureOf, NOBODY, openFrom } from './opening.ts';
import { secureServer } from './secureServer.ts';

const files = await ociFiles([{ layers: [{ members: [{ name: 'a', content: 'first' }] }] }]);

const open: OpenImage[] = [];
afterEach(async () => {
  for (const image of open.splice(0)) await image.close();
});

describe('a registry with a certificate that nobody knows', () => {
  it('on this machine is spoken to', async () => {
    const image = await openFrom({ host: `127.0.0.1:${await secureServer(answersOf(files))}` });
    open.push(image);
    expect((await readLayers(image)).failures).toEqual([]);
  });

  it('far away is not, unless it may be', async () => {
    const host = `0.0.0.0:${await secureServer(answersOf(files))}`;
    expect((await failureOf(openFrom({ host }))).message).toMatch(/has a certificate that is not trusted \([A-Z_]+\)$/);
    open.push(await openFrom({ host }, { env: { ...NOBODY, LAYERWISE_INSECURE_REGISTRIES: host } }));
  });
});

it('who was asked with TLS does not lead away from it', async () => {
  const storage = await fakeRegistry(files);
  const usual = answersOf(files);
  const port = await secureServer((request, response) => {
    if (!request.url?.includes('/blobs/')) usual(request, response);
    else response.writeHead(307, { location: `http://${storage.host}${request.url}` }).end();
  });
  const { message } = await failureOf(openFrom({ host: `127.0.0.1:${port}` }));
  expect(message).toContain(`redirects to ${storage.host} without TLS`);
  expect(storage.asked).toEqual([]);
});

it('a registry that needs TLS is not asked without it', async () => {
  const asked: string[] = [];
  const port = await secureServer((request, response) => {
    asked.push(request.url ?? '');
    answersOf(files)(request, response);
  });
  open.push(await openFrom({ host: `localhost:${port}` }));
  expect(asked).toHaveLength(2);
});
