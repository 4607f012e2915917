/** A server that asks others for those who may not ask them by themselves. */
export interface Proxy {
  /** How it is spoken to itself. */
  readonly protocol: 'http:' | 'https:';
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** `host:port`, for people. */
  readonly address: string;
  /** What it is shown, as a header; null where no user is named. A secret. */
  readonly authorization: string | null;
  /** Where it is set: the name of a variable. */
  readonly setBy: string;
}
