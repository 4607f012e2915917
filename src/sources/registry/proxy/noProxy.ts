import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { addressBlock, contains } from './addressBlock.ts';

/** Servers that are asked without a proxy, as `NO_PROXY` names them, and as URLs have them. */
export interface Server {
  /** Without brackets. */
  readonly host: string;
  readonly port: string;
}

type Rule = (server: Server) => boolean;

/**
 * Understands `NO_PROXY` as Go's clients do, Docker and Podman among them: names with what is below them, `.name` and `*.name`
 * for what is below alone, addresses, CIDR blocks, all but blocks also with a port, and `*` for all. What makes no sense is passed over.
 * https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
export function noProxy(list: string): Rule {
  const entries = list.split(',').map((entry) => entry.trim().toLowerCase());
  if (entries.includes('*')) return () => true;
  const rules = entries.flatMap((entry) => ruleOf(entry) ?? []);
  return (server) => rules.some((rule) => rule(server));
}

/** This machine is always asked without one. */
export function isThisMachine({ host }: Server): boolean {
  return host === 'localhost' || LOOPBACK.some((block) => block !== null && contains(block, host));
}

const LOOPBACK = [addressBlock('127.0.0.0/8'), addressBlock('::1')];

function ruleOf(entry: string): Rule | null {
  const block = addressBlock(entry);
  if (block !== null) return ({ host }) => contains(block, host);
  const { host: named, port } = withPort(entry) ?? { host: entry, port: '' };
  const isPort = (server: Server): boolean => port === '' || port === server.port;
  const address = named.includes('/') ? null : addressBlock(named);
  if (address !== null) return (server) => isPort(server) && contains(address, server.host);
  if (named === '') return null;
  const below = named.replace(/^\*\./, '.');
  const name = inAscii(below.replace(/^\./, ''));
  const isName = ({ host }: Server): boolean => host.endsWith(`.${name}`) || (host === name && !below.startsWith('.'));
  return (server) => isPort(server) && isIP(server.host) === 0 && isName(server);
}

/** As URLs have it. */
function inAscii(name: string): string {
  return /^[ -~]*$/.test(name) ? name : domainToASCII(name) || name;
}

/** `host:port` or `[host]:port`. */
function withPort(entry: string): Server | null {
  const [, host, bracketed = '', port = ''] = /^(?:([^:[\]]*)|\[([^[\]]*)\]):([^:[\]]*)$/.exec(entry) ?? [];
  return port === '' && !entry.endsWith(':') ? null : { host: host ?? bracketed, port };
}
