import * as v from 'valibot';
import { collect } from '../chunks.ts';
import type { Challenge } from './challenge.ts';
import type { Credentials } from './credentials.ts';
import type { Answer, Question } from './question.ts';
import { follow, leave } from './redirects.ts';
import { RegistryError } from './registryError.ts';
import { statusError } from './statusError.ts';
import type { Transport } from './transport.ts';

const CLIENT = 'layerwise';

/** What the token is for. */
export interface TokenRequest {
  readonly transport: Transport;
  readonly challenge: Challenge;
  readonly repository: string;
  readonly credentials: Credentials | null;
  readonly signal: AbortSignal;
}

/**
 * Gets a token for reading a repository from where the registry says. https://distribution.github.io/distribution/spec/auth/token
 *
 * @throws RegistryError when none is given; as `follow`.
 */
export async function bearerToken(request: TokenRequest): Promise<string> {
  const { transport, credentials } = request;
  if (credentials?.kind === 'registry') return credentials.token;
  const answer = await follow(transport, tokenQuestion(request));
  if (answer.status !== 200) {
    await leave(answer);
    throw statusError(answer, `its server for tokens, ${answer.url.host},`);
  }
  return tokenIn(answer);
}

function tokenQuestion({ transport, challenge, repository, credentials, signal }: TokenRequest): Question {
  const url = realmOf(challenge, transport);
  const form = new URLSearchParams();
  const service = challenge.parameters.get('service');
  if (service !== undefined) form.set('service', service);
  form.set('scope', challenge.parameters.get('scope') ?? `repository:${repository}:pull`);
  if (credentials?.kind === 'identity') {
    form.set('grant_type', 'refresh_token');
    form.set('client_id', CLIENT);
    form.set('refresh_token', credentials.token);
    const headers = { 'user-agent': CLIENT, 'content-type': 'application/x-www-form-urlencoded' };
    return { method: 'POST', url, headers, body: form.toString(), signal };
  }
  for (const [name, value] of form) url.searchParams.append(name, value);
  const authorization = credentials?.kind !== 'password' ? {} : { authorization: basicAuthorization(credentials) };
  return { method: 'GET', url, headers: { 'user-agent': CLIENT, ...authorization }, signal };
}

function realmOf({ parameters }: Challenge, { mayBeInsecure }: Transport): URL {
  const realm = parameters.get('realm') ?? '';
  if (!URL.canParse(realm)) throw new RegistryError('does not say where tokens are to be had');
  const url = new URL(realm);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && mayBeInsecure(url.host))) return url;
  throw new RegistryError(`wants tokens to be fetched from ${url.host} without TLS`);
}

export function basicAuthorization({ username, password }: Extract<Credentials, { kind: 'password' }>): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** It becomes a header. */
const tokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/));
const TokenAnswer = v.object({ token: v.nullish(tokenText), access_token: v.nullish(tokenText) });
const MOST_BYTES = 1024 * 1024;

async function tokenIn({ body }: Answer): Promise<string> {
  const read = v.safeParse(TokenAnswer, parsed(await collect(limited(body))));
  const token = read.success ? (read.output.token ?? read.output.access_token ?? null) : null;
  if (token === null) throw new RegistryError('has a server for tokens that gives none');
  return token;
}

async function* limited(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    if ((bytes += chunk.length) > MOST_BYTES) return;
    yield chunk;
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}
