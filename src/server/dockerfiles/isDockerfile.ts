import type { TextDocument } from 'vscode-languageserver-textdocument';

/** By what the editor says it is; by its name where the editor does not know. */
export function isDockerfile({ languageId, uri }: Pick<TextDocument, 'languageId' | 'uri'>): boolean {
  const language = languageId.toLowerCase();
  if (LANGUAGES.has(language)) return true;
  return UNKNOWN.has(language) && NAME.test(decoded(uri).split(/[/\\]/).at(-1) ?? '');
}

const LANGUAGES: ReadonlySet<string> = new Set(['dockerfile', 'containerfile', 'docker']);
const UNKNOWN: ReadonlySet<string> = new Set(['', 'plaintext', 'text']);
const NAME = /^(?:docker|container)file(?:\..+)?$|\.(?:docker|container)file$/i;

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
