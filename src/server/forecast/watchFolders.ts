import { sep } from 'node:path';
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  RelativePattern,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { ClientTraits } from '../editor/clientTraits.ts';
import { fileOfUri } from '../editor/uri.ts';
import { pathWatcher } from '../watching/watchPaths.ts';

/** Notices what changes anywhere in a folder. */
export interface FolderWatching {
  /** @param onChange told the path in the folder, with slashes; ends with what is returned */
  watch(root: string, onChange: (path: string) => void): () => void;
}

/**
 * By the client, which watches its workspace anyway. Where it does not, a folder itself is looked at from time to time: what
 * is added to it and removed from it is seen, and deeper changes when the Dockerfile is edited or opened.
 */
export function folderWatching(connection: Connection, traits: ClientTraits): FolderWatching {
  const listeners = new Map<symbol, { readonly root: string; readonly onChange: (path: string) => void }>();
  if (traits.watchesFolders) {
    connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { root, onChange } of [...listeners.values()]) {
        for (const { uri } of changes) {
          const path = within(root, fileOfUri(uri));
          if (path !== null) onChange(path);
        }
      }
    });
  }
  return {
    watch(root, onChange) {
      if (!traits.watchesFolders) {
        const watcher = pathWatcher(() => onChange(''));
        watcher.watch([root]);
        return () => watcher.dispose();
      }
      const key = Symbol(root);
      listeners.set(key, { root, onChange });
      const registered = register(connection, root);
      return () => {
        listeners.delete(key);
        void registered.then((registration) => registration?.dispose());
      };
    },
  };
}

/** Null from a client that will not. */
async function register(connection: Connection, root: string): Promise<Disposable | null> {
  const globPattern: RelativePattern = { baseUri: URI.file(root).toString(), pattern: '**/*' };
  try {
    return await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern }] });
  } catch {
    return null;
  }
}

function within(root: string, path: string | null): string | null {
  if (path === null || !path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) return null;
  return path
    .slice(root.length)
    .split(sep)
    .filter((part) => part !== '')
    .join('/');
}
