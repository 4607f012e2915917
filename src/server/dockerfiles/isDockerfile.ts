import type { TextDocument } from 'vscode-languageserver-textdocument';

/** By what the editor says it is, or by its name: editors call the language differently. */
export function isDockerfile({ languageId, uri }: Pick<TextDocument, 'languageId' | 'uri'>): boolean {
  return LANGUAGES.has(languageId.toLowerCase()) || NAME.test(decoded(uri).split(/[/\\]/).at(-1) ?? '');
}

const LANGUAGES: ReadonlySet<string> = new Set(['dockerfile', 'containerfile', 'docker']);
const NAME = /^(?:docker|container)file(?:\..+)?$|\.(?:docker|container)file$/i;

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
