import { basename } from 'node:path';
import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { WorkspaceFolder } from '../images/choiceContext.ts';
import type { ClientTraits } from './clientTraits.ts';
import { fileOfUri } from './uri.ts';

export interface WorkspaceFolders {
  all(): readonly WorkspaceFolder[];
  /** After the client is initialized. */
  follow(): void;
}

/** The folders that are open in the editor, as far as they are folders of files. */
export function workspaceFolders(
  connection: Connection,
  traits: ClientTraits,
  params: InitializeParams,
  onChange: () => void,
): WorkspaceFolders {
  const uris = new Map((params.workspaceFolders ?? rootOf(params)).map(({ uri, name }) => [uri, name]));
  return {
    all: () =>
      [...uris].flatMap(([uri, name]) => {
        const path = fileOfUri(uri);
        return path === null ? [] : [{ path, name: name === '' ? basename(path) : name }];
      }),
    follow() {
      if (!traits.workspaceFolders) return;
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) uris.delete(uri);
        for (const { uri, name } of added) uris.set(uri, name);
        onChange();
      });
    },
  };
}

/** Of clients that know one folder only. */
function rootOf(params: InitializeParams): { readonly uri: string; readonly name: string }[] {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const { rootUri } = params;
  return rootUri === null ? [] : [{ uri: rootUri, name: '' }];
}
