import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { lspClient } from '../support/lspClient.ts';
import { buildContext } from './buildContext.ts';
import { dockerEnvironment } from './builderEnvironment.ts';
import { startEngine } from './startEngine.ts';

/** The language server builds with a real engine; its image is chosen, mapped and timed. */
const engine = await startEngine('docker26-containerd');
if (typeof engine === 'string') {
  console.warn(`SKIPPED: builds by the language server with docker26-containerd, for want of it (${engine})`);
}
afterAll(() => (typeof engine === 'string' ? undefined : engine.stop()));

it('layerwise/build with docker26-containerd', { timeout: 300_000 }, async (context) => {
  if (typeof engine === 'string') return context.skip();
  const folder = await buildContext(await temporaryDirectory());
  const env = await dockerEnvironment('docker26-containerd', engine.socket, join(folder, '.docker'));
  const client = await lspClient({
    folders: [folder],
    env: { ...env, CONTAINER_HOST: 'unix:///nowhere/podman.sock' },
    initialization: { cacheDirectory: await temporaryDirectory() },
  });
  const file = join(folder, 'Dockerfile');
  const uri = await client.open(file, readFileSync(file, 'utf8'));
  const build = () => client.ask('build', { uri, arguments: ['--tag', 'layerwise-built:2', '--network=none'] });

  expect(await build()).toEqual({ image: 'docker://layerwise-built:2' });
  const first = await client.image(uri, 'open');
  expect(first).toMatchObject({
    reference: 'docker://layerwise-built:2',
    reason: 'the image you chose for this Dockerfile',
  });
  expect(await client.lenses(uri)).toContain('12 +1 added · 50 kB · 50 kB wasted');
  // It slept for one.
  expect(await client.hover(uri, 13, 0)).toMatch(/^Built in [1-9][\d.]* s$/m);
  expect(await client.hover(uri, 13, 0)).not.toContain('From the build cache');

  expect(await build()).toEqual({ image: 'docker://layerwise-built:2' });
  await expect.poll(() => client.hover(uri, 13, 0), { timeout: 30_000 }).toMatch(/^From the build cache$/m);
  expect(await client.lenses(uri)).toContain('12 +1 added · 50 kB · 50 kB wasted');
  expect(client.messages).toEqual([]);
});
