import { RegistryError } from './registryError.ts';

export interface ConnectionFault {
  /** Of the server, after its name. */
  readonly words: string;
  /** Whether another try may do better. */
  readonly isPassing: boolean;
}

/** Why a server cannot be spoken to, by the system's code. */
export function connectionFault(error: unknown): ConnectionFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return KNOWN[code] ?? { words: unknownWords(code), isPassing: false };
}

export function silent(milliseconds: number): RegistryError {
  return new RegistryError(`says nothing for ${milliseconds / 1000} s`, { isPassing: true });
}

/** Why a question has no answer: it is given up, or something is wrong with the server. */
export function reasonOf(error: unknown, signal: AbortSignal): Error {
  if (signal.aborted) return signal.reason as Error;
  if (error instanceof RegistryError) return error;
  const { words, isPassing } = connectionFault(error);
  return new RegistryError(words, { isPassing, cause: error });
}

const CLOSED: ConnectionFault = { words: 'closed the connection before the end', isPassing: true };

/** What keeps a connection from being made is there to stay; what breaks it may pass. */
const KNOWN: Readonly<Record<string, ConnectionFault | undefined>> = {
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  ETIMEDOUT: { words: 'does not answer', isPassing: true },
  EAI_AGAIN: { words: 'cannot be found now: its name is not resolved', isPassing: true },
  ENOTFOUND: { words: 'cannot be found: there is no such host', isPassing: false },
  ECONNREFUSED: { words: 'cannot be reached: nobody listens there', isPassing: false },
  EHOSTUNREACH: { words: 'cannot be reached from here', isPassing: false },
  ENETUNREACH: { words: 'cannot be reached from here', isPassing: false },
};

function unknownWords(code: string): string {
  if (/CERT|SIGNATURE|ALTNAME/.test(code)) return `has a certificate that is not trusted (${code})`;
  return `cannot be spoken to${/^[A-Z_0-9]{1,60}$/.test(code) ? ` (${code})` : ''}`;
}
