import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  type CodeLens,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type InlayHint,
  type MarkupContent,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import {
  type ImageOfDocument,
  PREFIX,
  type ServerParams,
  type ServerRequestName,
  type ServerResult,
} from '../../src/protocol/serverRequests.ts';
import { type Heard, listenTo } from './lspHeard.ts';
import { joinedServer, type ServerEnds, serverProcess } from './lspServer.ts';

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** What the client answers for the section `layerwise`. */
  readonly settings?: unknown;
  readonly folders?: readonly string[];
  readonly initialization?: unknown;
  /** As a process over stdio; otherwise in this process, over two joined streams. */
  readonly stdio?: boolean;
  /** Script of the merger's threads; by default the product's. */
  readonly threadFile?: string;
  /** Says where engines are; by default nowhere. Of a server in this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** An editor, as a language server sees one. Ends with the test. */
export interface LspClient extends Heard {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly process: ChildProcess | null;
  setSettings(settings: unknown): Promise<void>;
  open(path: string, text: string, languageId?: string): Promise<string>;
  close(uri: string): Promise<void>;
  edit(uri: string, version: number, ...changes: TextDocumentContentChangeEvent[]): Promise<void>;
  /** `line title`, with lines from 0. */
  lenses(uri: string): Promise<string[]>;
  hover(uri: string, line: number, character: number): Promise<string | null>;
  hints(uri: string): Promise<string[]>;
  pull(uri: string): Promise<Diagnostic[]>;
  /** The image of a document once it is in this state. */
  image<State extends ImageOfDocument['state']>(
    uri: string,
    state: State,
    accept?: (image: Extract<ImageOfDocument, { state: State }>) => boolean,
  ): Promise<Extract<ImageOfDocument, { state: State }>>;
  ask<Name extends ServerRequestName>(name: Name, params: ServerParams<Name>): Promise<ServerResult<Name>>;
  shutdown(): Promise<void>;
}

/** As VS Code says of itself, in what matters here. */
export const EDITOR: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
  },
  window: { workDoneProgress: true },
  textDocument: {
    diagnostic: {},
    publishDiagnostics: { relatedInformation: true },
    hover: { contentFormat: ['markdown'] },
  },
};

export function connectTo({ input, output }: ServerEnds): ProtocolConnection {
  return createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
}

export async function lspClient(options: ClientOptions = {}): Promise<LspClient> {
  const ends = options.stdio === true ? serverProcess() : joinedServer(options.threadFile, options.env);
  const connection = connectTo(ends);
  const settings: { value: unknown } = { value: 'settings' in options ? options.settings : {} };
  const heard = listenTo(connection, () => settings.value);
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', initializeParams(options));
  await connection.sendNotification('initialized', {});
  let isShut = false;
  const shutdown = async (): Promise<void> => {
    if (isShut) return;
    isShut = true;
    await connection.sendRequest('shutdown');
  };
  onTestFinished(async () => {
    // A test of the end has ended it already.
    await shutdown().catch(() => undefined);
    connection.dispose();
  });
  return {
    connection,
    initialized,
    process: ends.process,
    ...heard,
    ...askingAtLines(connection),
    shutdown,
    async setSettings(value) {
      settings.value = value;
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: { layerwise: value } });
    },
    async image(uri, state, accept = () => true) {
      const is = (image: ImageOfDocument | undefined): boolean => image?.state === state && accept(image as never);
      await heard.until(() => is(heard.images.get(uri)));
      return heard.images.get(uri) as never;
    },
    ask: (name, params) => connection.sendRequest(`${PREFIX}${name}`, params),
  };
}

export function initializeParams({ capabilities = EDITOR, folders = [], initialization = {} }: ClientOptions) {
  const state = mkdtempSync(join(tmpdir(), 'layerwise-'));
  onTestFinished(() => rmSync(state, { recursive: true, force: true }));
  return {
    processId: null,
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    rootUri: null,
    capabilities,
    workspaceFolders: folders.map((path) => ({ uri: uriOf(path), name: path })),
    initializationOptions:
      typeof initialization === 'object'
        ? { cacheDirectory: null, stateDirectory: state, ...initialization }
        : initialization,
  } satisfies InitializeParams;
}

function askingAtLines(connection: ProtocolConnection) {
  const ask = <T>(name: string, uri: string, more: object = {}): Promise<T> =>
    connection.sendRequest(`textDocument/${name}`, { textDocument: { uri }, ...more });
  const tell = (name: string, params: object): Promise<void> =>
    connection.sendNotification(`textDocument/${name}`, params);
  return {
    async open(path: string, text: string, languageId = 'dockerfile') {
      const uri = /^[a-z]{2,}:/i.test(path) ? path : uriOf(path);
      await tell('didOpen', { textDocument: { uri, languageId, version: 1, text } });
      return uri;
    },
    close: (uri: string) => tell('didClose', { textDocument: { uri } }),
    edit: (uri: string, version: number, ...contentChanges: TextDocumentContentChangeEvent[]) =>
      tell('didChange', { textDocument: { uri, version }, contentChanges }),
    async lenses(uri: string) {
      const lenses = (await ask<CodeLens[] | null>('codeLens', uri)) ?? [];
      return lenses.map(({ range, command }) => `${range.start.line} ${command?.title ?? ''}`);
    },
    async hover(uri: string, line: number, character: number) {
      const found = await ask<Hover | null>('hover', uri, { position: { line, character } });
      return found && (found.contents as MarkupContent).value;
    },
    async hints(uri: string) {
      const range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
      const hints = (await ask<InlayHint[] | null>('inlayHint', uri, { range })) ?? [];
      return hints.map(({ position, label }) => `${position.line} ${label as string}`);
    },
    async pull(uri: string) {
      const report = await ask<DocumentDiagnosticReport>('diagnostic', uri);
      return report.kind === 'full' ? report.items : [];
    },
  };
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}
