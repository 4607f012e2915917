import type { Header } from 'tar-stream';

/** What tar-stream is to pack: its header, as far as it is not what goes without saying, and a content. */
export type Member = Partial<Header> & { readonly name: string; readonly content?: string | Uint8Array };
