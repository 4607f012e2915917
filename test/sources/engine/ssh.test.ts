import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { placeOf } from '../../../src/sources/imagePlace.ts';
import { openReference } from '../../../src/sources/openReference.ts';
import { type ImageSpec, temporaryDirectory } from '../../support/imageBuilder.ts';
import { fakeEngine } from './fakeEngine.ts';

const spec: ImageSpec = { layers: [{ members: [{ name: 'a', content: 'a'.repeat(200_000) }] }] };

/** A program in place of ssh, first on the path, that notes its arguments and then runs these lines. */
async function fakeSsh(lines: string): Promise<() => Promise<string[]>> {
  const directory = await temporaryDirectory();
  const notes = join(directory, 'notes');
  const note = `require('node:fs').writeFileSync(${JSON.stringify(notes)}, JSON.stringify(process.argv.slice(2)));`;
  await writeFile(join(directory, 'ssh'), `#!${process.execPath}\n${note}\n${lines}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${directory}:${process.env['PATH'] ?? ''}`);
  return async () => JSON.parse(await readFile(notes, 'utf8')) as string[];
}

async function open(host: string) {
  const env = { DOCKER_HOST: host };
  return openReference(await placeOf('web:1.0'), 'web:1.0', { engines: true, registries: false, env, memory: null });
}

afterEach(() => vi.unstubAllEnvs());

describe.skipIf(process.platform === 'win32')('an engine behind ssh', () => {
  it('is spoken to through the other machine’s command line', async () => {
    const { socket } = await fakeEngine(spec);
    const arguments_ = await fakeSsh(`
      const socket = require('node:net').connect(${JSON.stringify(socket)});
      process.stdin.pipe(socket).pipe(process.stdout);
    `);
    expect((await open('ssh://me@far:2222/run/d.sock')).image.tags).toEqual(['web:1.0']);
    const [connection, remote] = ['-T -o ConnectTimeout=30 -p 2222 -- me@far', 'docker --host unix:///run/d.sock'];
    expect(await arguments_()).toEqual(`${connection} ${remote} system dial-stdio`.split(' '));
  });

  it('says what ssh says', async () => {
    await fakeSsh(`console.error('Permission denied (publickey).'); process.exit(255);`);
    await expect(open('ssh://far')).rejects.toThrow(
      'ssh://far (DOCKER_HOST): ssh ended with code 255: Permission denied (publickey).',
    );
  });
});
