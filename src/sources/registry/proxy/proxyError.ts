import { connectionFault } from '../connectionFault.ts';
import { RegistryError } from '../registryError.ts';
import { mayPass } from '../statusError.ts';
import type { Proxy } from './proxy.ts';

interface ProxyErrorOptions extends ErrorOptions {
  readonly status?: number;
  readonly isPassing?: boolean;
}

/** It is the proxy's fault that a registry was not asked. As its message says nothing secret, neither does its advice. */
export class ProxyError extends RegistryError {
  readonly advice: string;

  constructor(message: string, advice: string, options?: ProxyErrorOptions) {
    super(message, options);
    this.advice = advice;
  }
}

export function notAProxy(setBy: string): ProxyError {
  const setting = settingName(setBy);
  return new ProxyError(
    `is asked through a proxy, and what ${setting} says is none`,
    `Write http://host:port or https://host:port into ${setting}, and special characters of a password percent-encoded.`,
  );
}

/** It could not be spoken to, or hung up. */
export function unreachableProxy(proxy: Proxy, cause: unknown): ProxyError {
  const { words, isPassing } = connectionFault(cause);
  return new ProxyError(throughProxy(proxy, words), adviceOn(proxy), { isPassing, cause });
}

export function silentProxy(proxy: Proxy, milliseconds: number): ProxyError {
  return new ProxyError(throughProxy(proxy, `says nothing for ${milliseconds / 1000} s`), adviceOn(proxy), {
    isPassing: true,
  });
}

/** Whether a proxy wants to know who asks. Some say of a wrong password that it is the server's: it has not been asked yet. */
export function isAboutUser(status: number): boolean {
  return status === 407 || status === 401;
}

/** @param server `host:port`, which it was to lead to. */
export function proxyRefusal(proxy: Proxy, status: number, server: string): ProxyError {
  const options = { status, isPassing: mayPass(status) };
  if (!isAboutUser(status)) {
    return new ProxyError(throughProxy(proxy, `does not lead to ${server} (${status})`), adviceOn(proxy), options);
  }
  const words = proxy.authorization === null ? 'wants to know who asks' : 'does not take the user name and password';
  const advice = `Write who asks into ${settingName(proxy.setBy)}: ${proxy.protocol}//user:password@${proxy.address}, special characters percent-encoded.`;
  return new ProxyError(throughProxy(proxy, `${words} (${status})`), advice, options);
}

function throughProxy({ address }: Proxy, words: string): string {
  return `is asked through the proxy ${address}, which ${words}`;
}

function adviceOn({ setBy }: Proxy): string {
  const exceptions = setBy === EDITOR ? 'http.noProxy' : 'NO_PROXY';
  return `Check ${settingName(setBy)}; a registry that can be reached without the proxy belongs into ${exceptions}.`;
}

/** What an editor hands on has another name there. */
function settingName(setBy: string): string {
  return setBy === EDITOR ? 'http.proxy' : setBy;
}

const EDITOR = 'LAYERWISE_PROXY';
