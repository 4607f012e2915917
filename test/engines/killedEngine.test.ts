import { expect, it } from 'vitest';
import { placeOf } from '../../src/sources/imagePlace.ts';
import { openReference } from '../../src/sources/openReference.ts';
import { asTar, dockerFiles } from '../support/imageBuilder.ts';
import { engineNames, startEngine } from './startEngine.ts';

/** Far more than lies in the buffers of a socket. */
const LARGE = 'x'.repeat(48_000_000);

/** An engine that dies in the middle of an export, and has nothing to say any more. */
it.each(engineNames)('%s that dies in mid-export is told of', { timeout: 120_000 }, async (name) => {
  const engine = await startEngine(name);
  if (typeof engine === 'string') {
    console.warn(`SKIPPED: an export that ${name} dies in, for want of it (${engine})`);
    return;
  }
  try {
    const spec = { layers: [{ members: [{ name: 'large', content: LARGE }] }], tags: ['large:1'] };
    await engine.ask('POST', '/v1.40/images/load', await asTar(await dockerFiles([spec])));
    const reference = 'docker://large:1';
    const env = { DOCKER_HOST: `unix://${engine.socket}` };
    const opening = openReference(await placeOf(reference), reference, {
      engines: true,
      registries: false,
      env,
      memory: null,
      onProgress: () => engine.kill(),
    });
    await expect(opening).rejects.toThrow(/^Cannot (?:open|read) .*did not export it to its end \(.+\)$/);
  } finally {
    await engine.stop();
  }
});
