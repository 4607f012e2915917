import type { Answer } from './question.ts';
import { RegistryError } from './registryError.ts';

/**
 * What an answer with another status than asked for means.
 *
 * @param who Says it, if not the registry itself.
 */
export function statusError(
  { status, headers, proxy }: Pick<Answer, 'status' | 'headers' | 'proxy'>,
  who = '',
): RegistryError {
  const words = WORDS[status] ?? (status >= 500 ? 'has a fault of its own' : 'answers with an error');
  const isByProxy = proxy !== null && (status === 403 || status >= 500);
  const doubt = isByProxy ? `, if it was not the proxy ${proxy} that said so` : '';
  return new RegistryError(`${who === '' ? '' : `says that ${who} `}${words} (${status})${doubt}`, {
    status,
    isPassing: mayPass(status),
    waitFor: status === 429 || status === 503 ? retryAfter(headers['retry-after']) : null,
  });
}

/** Whether the answer may be another after a while. */
export function mayPass(status: number): boolean {
  return [408, 429, 500, 502, 503, 504].includes(status);
}

const WORDS: Readonly<Record<number, string | undefined>> = {
  400: 'does not understand the question',
  401: 'wants to know who asks',
  403: 'does not allow it',
  404: 'does not have it',
  405: 'does not allow it',
  429: 'wants to be asked less often',
  503: 'is not available',
};

/** Seconds, or a date. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function retryAfter(header: string | undefined): number | null {
  if (header === undefined) return null;
  const milliseconds = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds);
}
