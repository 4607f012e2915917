import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Answer, FakeRegistry } from './fakeRegistry.ts';

export interface TokenServer {
  /** Tokens that the registry takes; the next question with another is turned away. */
  readonly good: Set<string>;
  /** What was asked for them: the query or the form, and who asked. */
  readonly asked: { readonly form: Record<string, string>; readonly authorization: string | undefined }[];
}

/** Makes a registry want tokens, which it gives out itself, at `/token`, one after another: `token-1`, `token-2` … */
export function wantTokens(registry: FakeRegistry, challenge?: string): TokenServer {
  const server: TokenServer = { good: new Set(), asked: [] };
  registry.always('/token', (request, response) => {
    void formOf(request).then((form) => {
      server.asked.push({ form, authorization: request.headers.authorization });
      const token = `token-${server.asked.length}`;
      server.good.add(token);
      response.end(JSON.stringify({ token, expires_in: 60 }));
    });
  });
  const realm = `http://${registry.host}/token`;
  const wanted = challenge ?? `Bearer realm="${realm}",service="the, \\"service\\"",scope="repository:team/web:pull"`;
  registry.always('/v2/', (request, response, usual) => {
    const { authorization = '' } = request.headers;
    if (server.good.has(authorization.replace('Bearer ', ''))) usual();
    else response.writeHead(401, { 'www-authenticate': wanted }).end('{}');
  });
  return server;
}

export function wantPassword(user: string, password: string): Answer {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return (request, response, usual) => {
    if (request.headers.authorization === expected) usual();
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="the \\"registry\\""' }).end('{}');
  };
}

async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  const query = request.method === 'POST' ? await text(request) : (request.url ?? '').split('?').at(1);
  return Object.fromEntries(new URLSearchParams(query));
}
