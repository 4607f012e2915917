/** Where an engine's API is to be reached. */
export type Address =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls: TlsFiles | null }
  | { readonly kind: 'ssh'; readonly destination: string; readonly port: number | null; readonly socket: string | null }
  /** What is set makes no sense, and why. */
  | { readonly kind: 'unusable'; readonly why: string };

/** Paths of PEM files; those that are not there are not used. */
export interface TlsFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** False where the user said that the engine's certificate need not be checked. */
  readonly verify: boolean;
}

/**
 * Reads what `DOCKER_HOST`, a Docker context or `CONTAINER_HOST` holds.
 *
 * @param tls Used with `tcp:`; null for none.
 */
export function parseAddress(text: string, tls: TlsFiles | null): Address {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/i.exec(text.trim()) ?? [];
  switch (scheme.toLowerCase()) {
    case 'unix':
      return rest === '' ? unusable(text) : { kind: 'socket', path: rest };
    case 'npipe':
      return rest === '' ? unusable(text) : { kind: 'socket', path: rest.replaceAll('/', '\\') };
    case 'tcp':
    case 'http':
      return tcpAddress(text, rest, tls);
    case 'https':
      return tcpAddress(text, rest, tls ?? SYSTEM_TLS);
    case 'ssh':
      return sshAddress(text, rest);
    default:
      return unusable(text);
  }
}

/** Checked against the certificates that the system trusts. */
const SYSTEM_TLS: TlsFiles = { ca: '', cert: '', key: '', verify: true };
const PLAIN_PORT = 2375;
const TLS_PORT = 2376;

function tcpAddress(text: string, rest: string, tls: TlsFiles | null): Address {
  const url = parsed(`http://${rest}`);
  if (url === null || url.hostname === '') return unusable(text);
  const port = url.port === '' ? (tls === null ? PLAIN_PORT : TLS_PORT) : Number(url.port);
  return { kind: 'tcp', host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, tls };
}

/** What reaches another machine's shell or a program's arguments is of these letters only. */
const SSH_NAME = /^(?!-)[\w.@:%[\]-]+$/;
const SOCKET_PATH = /^(?:\/[\w.@+-]+)+$/;

function sshAddress(text: string, rest: string): Address {
  const url = parsed(`ssh://${rest}`);
  if (url === null || url.hostname === '' || url.password !== '') return unusable(text);
  const destination = url.username === '' ? url.hostname : `${url.username}@${url.hostname}`;
  const socket = url.pathname === '' || url.pathname === '/' ? null : url.pathname;
  if (!SSH_NAME.test(destination) || (socket !== null && !SOCKET_PATH.test(socket))) return unusable(text);
  return { kind: 'ssh', destination, port: url.port === '' ? null : Number(url.port), socket };
}

function parsed(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

function unusable(text: string): Address {
  return { kind: 'unusable', why: `${JSON.stringify(text)} is not an address (unix:, npipe:, tcp: or ssh:)` };
}

/** As it is written in `DOCKER_HOST`. */
export function addressText(address: Address): string {
  switch (address.kind) {
    case 'socket':
      return address.path.startsWith('\\\\')
        ? `npipe://${address.path.replaceAll('\\', '/')}`
        : `unix://${address.path}`;
    case 'tcp':
      return `tcp://${address.host.includes(':') ? `[${address.host}]` : address.host}:${address.port}`;
    case 'ssh':
      return `ssh://${address.destination}${address.port === null ? '' : `:${address.port}`}${address.socket ?? ''}`;
    case 'unusable':
      return 'nowhere';
  }
}
