import { userInfo } from 'node:os';
import type { Address } from '../../sources/engine/address.ts';
import { EngineError } from '../../sources/engine/engineHttp.ts';
import type { Surroundings } from '../../sources/engine/surroundings.ts';

type Where = Pick<Surroundings, 'env' | 'platform'>;

/** A path of this user: the home directory is `~`, and a part that is the user's name is left out. */
export function discreetPath(path: string, { env, platform }: Where): string {
  const home = (env[platform === 'win32' ? 'USERPROFILE' : 'HOME'] ?? '').replace(/[/\\]+$/, '');
  const isAtHome = home !== '' && path.startsWith(home) && /^(?:$|[/\\])/.test(path.slice(home.length));
  const names = new Set(userNames(env).map((name) => name.toLowerCase()));
  return (isAtHome ? `~${path.slice(home.length)}` : path)
    .split(/([/\\])/)
    .map((part) => (names.has(part.toLowerCase()) ? '…' : part))
    .join('');
}

function userNames({ USER, LOGNAME, USERNAME }: Where['env']): readonly string[] {
  return [USER, LOGNAME, USERNAME, systemName()].flatMap((name) => (name ? [name] : []));
}

function systemName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** Hosts are nobody's business, but for this machine itself; who logs in there neither. */
export function discreetAddress(address: Address, where: Where): string {
  switch (address.kind) {
    case 'socket':
      return address.path.startsWith('\\\\')
        ? `npipe://${address.path.replaceAll('\\', '/')}`
        : `unix://${discreetPath(address.path, where)}`;
    case 'tcp':
      return `tcp://${isThisMachine(address.host) ? address.host : '…'}:${address.port}${address.tls === null ? '' : ' with TLS'}`;
    case 'ssh':
      return 'ssh://…';
    case 'unusable':
      return 'no address';
  }
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Contexts are named by people, for hosts and customers. */
export function discreetReason(reason: string): string {
  return reason.replace(/^(DOCKER_CONTEXT|the current context)\b.*$/s, '$1');
}

/** Only words of our own and codes: what a system, an engine or an ssh says may repeat names. */
export function discreetWhy(error: unknown, address: Address): string {
  if (address.kind === 'unusable') return 'what is set there is no address, or there is no such context';
  if (error instanceof EngineError) {
    return error.status === 0 ? 'it answers something else than an engine' : `it answers with status ${error.status}`;
  }
  if (error instanceof Error && /^no answer within \d+ s$/.test(error.message)) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = WORDS.get(code);
  if (known !== undefined) return known;
  if (address.kind === 'ssh') return 'ssh does not lead to an engine';
  return /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'it cannot be asked';
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'nothing is there'],
  ['ECONNREFUSED', 'nobody listens there'],
  ['EACCES', 'this user may not use it'],
  ['EPERM', 'this user may not use it'],
  ['ECONNRESET', 'the connection was closed before the end'],
  ['ENOTFOUND', 'no host has that name'],
  ['EAI_AGAIN', 'no host has that name'],
  ['ETIMEDOUT', 'the host cannot be reached'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['ENETUNREACH', 'the host cannot be reached'],
]);

/** The version in what a program says of itself; null where there is none. */
export function versionIn(text: string): string | null {
  return /\bv?(\d{1,5}(?:\.\d{1,5}){1,3}(?:[-+~][\w.+~-]{1,40})?)/.exec(text)?.[1] ?? null;
}
