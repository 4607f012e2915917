import type { Diagnostic, ProtocolConnection, ShowMessageParams } from 'vscode-languageserver/node';
import { IMAGE_CHANGED, type ImageChanged, type ImageOfDocument } from '../../src/protocol/serverRequests.ts';

/** What a client heard of the server. */
export interface Heard {
  /** To the user. */
  readonly messages: readonly string[];
  readonly log: readonly string[];
  readonly progress: readonly { readonly token: unknown; readonly value: { readonly kind: string } }[];
  /** Names of what was to be asked for again. */
  readonly refreshes: readonly string[];
  /** Those told last. */
  readonly images: ReadonlyMap<string, ImageOfDocument>;
  /** All of them, in their order. */
  readonly imagesTold: readonly ImageChanged[];
  /** Those that were pushed last. */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Waits until something is as it should be, which the server brings about by telling something. */
  until(isSo: () => boolean): Promise<void>;
}

/** @param settingsOf what the client answers for the section `layerwise` */
export function listenTo(connection: ProtocolConnection, settingsOf: (uri?: string) => unknown): Heard {
  const messages: string[] = [];
  const log: string[] = [];
  const progress: Heard['progress'][number][] = [];
  const refreshes: string[] = [];
  const images = new Map<string, ImageOfDocument>();
  const imagesTold: ImageChanged[] = [];
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  let waiting: (() => void)[] = [];

  const hear = (name: string, note: (told: never) => void): void => {
    connection.onNotification(name, (told) => {
      note(told as never);
      wake();
    });
  };
  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }
  hear(IMAGE_CHANGED, (told: ImageChanged) => {
    images.set(told.uri, told.image);
    imagesTold.push(told);
  });
  hear('window/showMessage', ({ message }: ShowMessageParams) => messages.push(message));
  hear('window/logMessage', ({ message }: ShowMessageParams) => log.push(message));
  hear('$/progress', (told: Heard['progress'][number]) => progress.push(told));
  hear('textDocument/publishDiagnostics', (told: { uri: string; diagnostics: Diagnostic[] }) => {
    diagnostics.set(told.uri, told.diagnostics);
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
    items.map(({ scopeUri }) => settingsOf(scopeUri)),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  for (const name of ['codeLens', 'inlayHint', 'diagnostic']) {
    connection.onRequest(`workspace/${name}/refresh`, () => {
      refreshes.push(name);
      wake();
      return null;
    });
  }
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { messages, log, progress, refreshes, images, imagesTold, diagnostics, until };
}
