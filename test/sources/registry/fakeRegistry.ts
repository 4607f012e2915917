import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { digest, type Files, fileOf, indexDocument } from '../../support/imageBuilder.ts';

/** Answers a question; `usual` is what the registry would have done. */
export type Answer = (request: IncomingMessage, response: ServerResponse, usual: () => void) => void;

export interface FakeRegistry {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** What was asked, as `GET /v2/…`, with the range if one was asked for. */
  readonly asked: string[];
  /** The headers of the same. */
  readonly headers: IncomingMessage['headers'][];
  /** Answers the next questions whose path has this in it, one after the other, and then as usual again. */
  next(path: string, ...answers: readonly Answer[]): void;
  /** Answers all questions whose path has this in it. */
  always(path: string, answer: Answer): void;
  /** Open now. */
  connections(): Promise<number>;
  /** Questions that were open at the same time, at most. */
  most(): number;
}

/** A registry of the running test with one image: the files of an OCI layout as `web`, its index or only manifest as `1.0`. */
export async function fakeRegistry(files: Files): Promise<FakeRegistry> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const queues: { readonly path: string; readonly answers: Answer[]; readonly forever: boolean }[] = [];
  const blobs = blobsOf(files);
  let open = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const { range } = request.headers;
    asked.push(`${request.method ?? ''} ${path}${range === undefined ? '' : ` ${range}`}`);
    headers.push(request.headers);
    most = Math.max(most, ++open);
    response.once('close', () => open--);
    response.on('error', () => undefined);
    const queue = queues.find((one) => path.includes(one.path) && one.answers.length > 0);
    const answer = queue?.forever === true ? queue.answers[0] : queue?.answers.shift();
    const usual = (): void => serve(blobs, request, response);
    if (answer === undefined) usual();
    else answer(request, response, usual);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headers,
    next: (path, ...answers) => void queues.unshift({ path, answers: [...answers], forever: false }),
    always: (path, answer) => void queues.push({ path, answers: [answer], forever: true }),
    most: () => most,
    connections: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count))),
  };
}

/** What such a registry does, for another server. */
export function answersOf(files: Files): RequestListener {
  const blobs = blobsOf(files);
  return (request, response) => serve(blobs, request, response);
}

/** An answer with a status and headers, and an error as registries word it. */
export function status(code: number, more: Readonly<Record<string, string>> = {}): Answer {
  return (_, response) => response.writeHead(code, more).end(JSON.stringify({ errors: [{ code: 'TOOBAD' }] }));
}

/** Sends the head of a blob with the length of all of it, and so many of its bytes, and closes the connection. */
export function cutAfter(blob: Uint8Array, from: number, bytes: number): Answer {
  return (_, response) => {
    const headers = { 'content-length': blob.length - from, ...contentRange(blob, from) };
    response.writeHead(from === 0 ? 200 : 206, headers);
    response.write(blob.subarray(from, from + bytes), () => response.destroy());
  };
}

/** By digest, and by the tag 1.0. */
function blobsOf(files: Files): ReadonlyMap<string, Uint8Array> {
  const blobs = new Map<string, Uint8Array>();
  for (const [name, file] of files) {
    const [, algorithm, hex] = /^blobs\/(sha\d+)\/(\w+)$/.exec(name) ?? [];
    if (algorithm !== undefined && file instanceof Uint8Array) blobs.set(`${algorithm}:${hex}`, file);
  }
  const { manifests } = indexDocument(files);
  const index = fileOf(files, 'index.json');
  blobs.set(digest(index), index);
  blobs.set('1.0', (manifests.length === 1 ? blobs.get(manifests[0].digest) : index) ?? index);
  return blobs;
}

function serve(blobs: ReadonlyMap<string, Uint8Array>, request: IncomingMessage, response: ServerResponse): void {
  const [, kind, name = ''] = /^\/v2\/team\/web\/(manifests|blobs)\/(.*)$/.exec(request.url ?? '') ?? [];
  const blob = blobs.get(name);
  if (kind === undefined || blob === undefined) {
    status(404)(request, response, () => undefined);
    return;
  }
  const [range, start = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const from = Number(start);
  const end = last === '' ? blob.length : Number(last) + 1;
  const headers = {
    'content-length': end - from,
    ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${end - 1}/${blob.length}` }),
  };
  const announced = kind === 'manifests' ? { 'docker-content-digest': digest(blob) } : {};
  response.writeHead(range === undefined ? 200 : 206, { ...headers, ...announced });
  response.end(request.method === 'HEAD' ? undefined : blob.subarray(from, end));
}

function contentRange(blob: Uint8Array, from: number): Readonly<Record<string, string>> {
  return from === 0 ? {} : { 'content-range': `bytes ${from}-${blob.length - 1}/${blob.length}` };
}
