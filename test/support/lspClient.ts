import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type ShowMessageParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import {
  IMAGE_CHANGED,
  type ImageChanged,
  type ImageOfDocument,
  PREFIX,
  type ServerParams,
  type ServerRequestName,
  type ServerResult,
} from '../../src/protocol/serverRequests.ts';
import { startServer } from '../../src/server/startServer.ts';
import { root } from './runCli.ts';

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  /** What the client answers for the section `layerwise`. */
  readonly settings?: unknown;
  readonly folders?: readonly string[];
  readonly initialization?: Readonly<Record<string, unknown>>;
  /** As a process over stdio; otherwise in this process, over two joined streams. */
  readonly stdio?: boolean;
}

/** An editor, as a language server sees one. Ends with the test. */
export interface LspClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly messages: readonly string[];
  readonly progress: readonly unknown[];
  readonly refreshes: readonly string[];
  /** Those that were pushed last. */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  setSettings(settings: unknown): Promise<void>;
  open(path: string, text: string, languageId?: string): Promise<string>;
  /** The image of a document once it is in this state. */
  image<State extends ImageOfDocument['state']>(
    uri: string,
    state: State,
    accept?: (image: Extract<ImageOfDocument, { state: State }>) => boolean,
  ): Promise<Extract<ImageOfDocument, { state: State }>>;
  ask<Name extends ServerRequestName>(name: Name, params: ServerParams<Name>): Promise<ServerResult<Name>>;
  /** Waits until something is as it should be, which notifications of the server bring about. */
  until(isSo: () => boolean): Promise<void>;
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

export async function lspClient(options: ClientOptions = {}): Promise<LspClient> {
  const { capabilities = EDITOR, folders = [], initialization = {} } = options;
  const state = await mkdtemp(join(tmpdir(), 'layerwise-'));
  const [input, output] = options.stdio === true ? process_() : joined();
  const connection = createProtocolConnection(new StreamMessageReader(input), new StreamMessageWriter(output));
  const heard = listen(connection, options.settings ?? {});
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    workspaceFolders: folders.map((path) => ({ uri: uriOf(path), name: path })),
    initializationOptions: { cacheDirectory: null, stateDirectory: state, ...initialization },
  });
  await connection.sendNotification('initialized', {});
  onTestFinished(async () => {
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    connection.dispose();
    await rm(state, { recursive: true, force: true });
  });
  const client: LspClient = {
    connection,
    initialized,
    ...heard,
    async setSettings(settings) {
      heard.settings.value = settings;
      await connection.sendNotification('workspace/didChangeConfiguration', { settings: { layerwise: settings } });
    },
    async open(path, text, languageId = 'dockerfile') {
      const uri = path.includes('://') || path.startsWith('untitled:') ? path : uriOf(path);
      const textDocument = { uri, languageId, version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      return uri;
    },
    async image(uri, state, accept = () => true) {
      const is = (image: ImageOfDocument | undefined): boolean => image?.state === state && accept(image as never);
      await heard.until(() => is(heard.images.get(uri)));
      return heard.images.get(uri) as never;
    },
    ask: (name, params) => connection.sendRequest(`${PREFIX}${name}`, params),
  };
  return client;
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

function listen(connection: ProtocolConnection, initial: unknown) {
  const messages: string[] = [];
  const progress: unknown[] = [];
  const refreshes: string[] = [];
  const images = new Map<string, ImageOfDocument>();
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  const settings = { value: initial };
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  connection.onNotification(IMAGE_CHANGED, ({ uri, image }: ImageChanged) => {
    images.set(uri, image);
    wake();
  });
  connection.onNotification('window/showMessage', ({ message }: ShowMessageParams) => {
    messages.push(message);
    wake();
  });
  connection.onNotification('window/logMessage', ({ message }: ShowMessageParams) => {
    messages.push(message);
    wake();
  });
  connection.onNotification('textDocument/publishDiagnostics', (told: { uri: string; diagnostics: Diagnostic[] }) => {
    diagnostics.set(told.uri, told.diagnostics);
    wake();
  });
  connection.onNotification('$/progress', (told: unknown) => {
    progress.push(told);
    wake();
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => settings.value));
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
  return { messages, progress, refreshes, images, diagnostics, settings, until };
}

function joined(): [Readable, Writable] {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const connection = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(connection, {
    threadFile: `${root}dist/thread.cjs`,
    version: '0.0.0',
    env: { HOME: tmpdir() },
    platform: process.platform,
  });
  return [toClient, toServer];
}

function process_(): [Readable, Writable] {
  const server = spawn(process.execPath, [`${root}dist/server.cjs`, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill());
  return [server.stdout, server.stdin];
}
