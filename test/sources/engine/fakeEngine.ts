import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseConfig } from '../../../src/core/image/configDocument.ts';
import type { HistoryEntry } from '../../../src/core/image/types.ts';
import { asTar, digest, dockerFiles, fileOf, type ImageSpec, temporaryDirectory } from '../../support/imageBuilder.ts';

/** Answers one path, and says whether it did. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface FakeEngine {
  readonly socket: string;
  /** For the command line and the merger. */
  readonly env: Readonly<Record<string, string>>;
  /** What was asked, but for the version. */
  readonly asked: string[];
  /** How often anyone connected. */
  connected(): number;
  /** Connections that are open now. */
  connections(): Promise<number>;
  stop(): Promise<void>;
}

/** An engine's API on a socket of the running test, with one image, `web:1.0`. `answers` go before, and may change. */
export async function fakeEngine(
  spec: ImageSpec,
  answers: Readonly<Record<string, Answer>> = {},
  place?: string,
): Promise<FakeEngine> {
  const known: Record<string, Answer> = {
    '/version': json({ Version: '99.1', ApiVersion: '1.45', MinAPIVersion: '1.24' }),
    '/images/json': json([listed(await exportOf(spec), ['web:1.0', '<none>:<none>'])]),
    ...(await answersOf(spec, ['web:1.0'])),
  };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/v\d+\.\d+\//, '/');
    if (path !== '/version') asked.push(path);
    const answer = answers[path] ?? known[path] ?? json({ message: 'no such image' }, 404);
    answer(response, request);
  });
  let connected = 0;
  server.on('connection', () => connected++);
  const socket = place ?? join(await temporaryDirectory(), 'engine.sock');
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
    connected: () => connected,
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
    stop,
  };
}

/** Of the list of images. */
export function listed({ id }: { readonly id: string }, names: readonly string[], created = 1) {
  return { Id: id, RepoTags: names, Created: created, Size: 10 };
}

/** What an engine answers that has this image under these names. */
export async function answersOf(spec: ImageSpec, names: readonly string[]): Promise<Record<string, Answer>> {
  const { id, diffIds, archive, history } = await exportOf(spec);
  const described = json({
    Id: id,
    RepoTags: names,
    Size: 10,
    Os: 'linux',
    Architecture: 'amd64',
    RootFS: { Layers: diffIds },
  });
  const called = [...names, id].map(encodeURIComponent);
  return {
    ...Object.fromEntries(called.map((name) => [`/images/${name}/json`, described])),
    ...Object.fromEntries(called.map((name) => [`/images/${name}/history`, json(historyOf(history))])),
    [`/images/get?names=${encodeURIComponent(id)}`]: (response) => response.end(archive),
  };
}

/** Engines begin with the newest. */
function historyOf(history: readonly HistoryEntry[]) {
  return history.map(({ createdBy, comment }) => ({ CreatedBy: createdBy, Comment: comment, Created: 1 })).reverse();
}

export function json(value: unknown, status = 200): Answer {
  return (response) => response.writeHead(status).end(JSON.stringify(value));
}

/** What `docker save` would write of an image. */
export async function exportOf(spec: ImageSpec) {
  const files = await dockerFiles([spec]);
  const [{ Config: name }] = JSON.parse(fileOf(files, 'manifest.json').toString()) as [{ Config: string }];
  const config = fileOf(files, name);
  const { diffIds, history } = parseConfig(config, 'the config');
  return { id: digest(config), diffIds, history, archive: await asTar(files) };
}
