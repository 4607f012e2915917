import { unlessGone } from './editor/unlessGone.ts';
import type { FindDiagnostics, Providing } from './providing.ts';

/** When the image changed, and when typing pauses; none once the document is closed. */
export function pushDiagnostics({ connection, workspace, documents }: Providing, found: FindDiagnostics): void {
  const timers = new Map<string, NodeJS.Timeout>();

  async function push(uri: string): Promise<void> {
    const version = documents.get(uri)?.version;
    const diagnostics = await found(uri);
    if (version === undefined || documents.get(uri)?.version !== version) return;
    await connection.sendDiagnostics({ uri, version, diagnostics });
  }

  function pushIn(uri: string, delay: number): void {
    clearTimeout(timers.get(uri));
    const pushNow = (): void => {
      timers.delete(uri);
      unlessGone(push(uri));
    };
    timers.set(uri, setTimeout(pushNow, delay).unref());
  }

  workspace.onChange((uri) => pushIn(uri, 0));
  documents.onDidChangeContent(({ document: { uri } }) => {
    if (workspace.session(uri) !== null) pushIn(uri, PAUSE);
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(timers.get(uri));
    timers.delete(uri);
    unlessGone(connection.sendDiagnostics({ uri, diagnostics: [] }));
  });
}

/** Milliseconds. */
const PAUSE = 250;
