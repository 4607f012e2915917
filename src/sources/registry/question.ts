import type { IncomingHttpHeaders } from 'node:http';

export interface Question {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** A form. */
  readonly body?: string;
  readonly signal: AbortSignal;
}

export interface Answer {
  /** Who answered. */
  readonly url: URL;
  /** Who may have answered instead, as `host:port`: a proxy that sees what is asked. */
  readonly proxy: string | null;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Once. Whoever does not take it to its end closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Whether the body came to the end that the answer announced. */
  isWhole(): boolean;
}
