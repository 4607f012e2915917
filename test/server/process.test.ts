import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, LENSES, project } from './project.ts';

const onLinux = it.skipIf(process.platform !== 'linux');

async function served() {
  const folder = await project({ 'image.tar': await imageBytes() });
  const client = await lspClient({ stdio: true, folders: [folder] });
  const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
  await client.image(uri, 'open');
  expect((await client.lenses(uri)).slice(1)).toEqual(LENSES);
  const server = client.process;
  if (server === null) throw new Error('no process');
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  return { client, uri, folder, server, ended };
}

it('ends with 0 after shutdown and exit', async () => {
  const { client, ended } = await served();
  await client.shutdown();
  await client.connection.sendNotification('exit');
  expect(await ended).toBe(0);
});

it('ends with 1 when it is told to exit without a shutdown', async () => {
  const { client, ended } = await served();
  await client.connection.sendNotification('exit');
  expect(await ended).toBe(1);
  client.connection.dispose();
});

it('ends when its editor is gone', async () => {
  const { server, ended } = await served();
  server.stdin?.end();
  expect(await ended).toBe(1);
});

onLinux('has no file open once all documents are closed', async () => {
  const { client, uri, folder, server } = await served();
  const open = (): string[] => {
    const fds = `/proc/${server.pid ?? 0}/fd`;
    return readdirSync(fds).flatMap((fd) => {
      try {
        return [readlinkSync(join(fds, fd))];
      } catch {
        return [];
      }
    });
  };
  expect(readFileSync(`/proc/${server.pid ?? 0}/comm`, 'utf8')).toContain('node');
  await client.close(uri);
  await expect.poll(() => open().filter((path) => path.startsWith(folder))).toEqual([]);
});
