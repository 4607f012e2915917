import type { ImageReference } from './imageReference.ts';

/** What shows a registry who the user is. */
export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** Stands for the user at the registry's own server for tokens. */
  | { readonly kind: 'identity'; readonly token: string }
  /** A token that the registry takes as it is. */
  | { readonly kind: 'registry'; readonly token: string };

/** What was looked for, and what came of it. */
export interface FoundCredentials {
  readonly credentials: Credentials | null;
  /** What could not be asked, and why; never with anything secret. */
  readonly problems: readonly string[];
}

/** Looks for them when a registry asks for the first time: a helper of the system may have to ask the user. */
export type FindCredentials = (reference: ImageReference, signal: AbortSignal) => Promise<FoundCredentials>;
