import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseConfig } from '../../../src/core/image/configDocument.ts';
import { asTar, digest, dockerFiles, fileOf, type ImageSpec, temporaryDirectory } from '../../support/imageBuilder.ts';

/** Answers one path, and says whether it did. */
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface FakeEngine {
  readonly socket: string;
  /** For the command line and the merger. */
  readonly env: Readonly<Record<string, string>>;
  /** What was asked, but for the version. */
  readonly asked: string[];
  /** Connections that are open now. */
  connections(): Promise<number>;
  stop(): Promise<void>;
}

/** An engine's API on a socket of the running test, with one image, `web:1.0`. */
export async function fakeEngine(spec: ImageSpec, answers: Readonly<Record<string, Answer>> = {}): Promise<FakeEngine> {
  const { id, diffIds, archive } = await exportOf(spec);
  const known: Record<string, Answer> = {
    '/version': json({ Version: '99.1', ApiVersion: '1.45', MinAPIVersion: '1.24' }),
    '/images/json': json([{ Id: id, RepoTags: ['web:1.0', '<none>:<none>'], Created: 1, Size: 10 }]),
    '/images/web%3A1.0/json': json({ Id: id, RepoTags: ['web:1.0'], Size: 10, RootFS: { Layers: diffIds } }),
    [`/images/get?names=${encodeURIComponent(id)}`]: (response) => response.end(archive),
    ...answers,
  };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/v\d+\.\d+\//, '/');
    if (path !== '/version') asked.push(path);
    const answer = known[path] ?? json({ message: 'no such image' }, 404);
    answer(response, request);
  });
  const socket = join(await temporaryDirectory(), 'engine.sock');
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return {
    socket,
    env: { DOCKER_HOST: `unix://${socket}` },
    asked,
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    stop,
  };
}

export function json(value: unknown, status = 200): Answer {
  return (response) => response.writeHead(status).end(JSON.stringify(value));
}

/** What `docker save` would write of an image. */
export async function exportOf(spec: ImageSpec) {
  const files = await dockerFiles([spec]);
  const [{ Config: name }] = JSON.parse(fileOf(files, 'manifest.json').toString()) as [{ Config: string }];
  const config = fileOf(files, name);
  const { diffIds } = parseConfig(config, 'the config');
  return { id: digest(config), diffIds, archive: await asTar(files) };
}
