import {
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { InitializationOptions } from '../protocol/serverRequests.ts';
import { clientSettings } from './editor/clientSettings.ts';
import { type ClientTraits, traitsOf } from './editor/clientTraits.ts';
import { initializationOf } from './editor/initialization.ts';
import { CODE_ACTION_KINDS } from './provideCodeActions.ts';
import { provideFeatures } from './provideFeatures.ts';
import type { ServerOptions } from './serverOptions.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/**
 * Serves a client over a connection. The server knows documents, settings and the protocol; everything about images it
 * asks of the merger's thread, so it answers while one is read.
 */
export function startServer(connection: Connection, options: ServerOptions): void {
  const documents = new TextDocuments(TextDocument);
  let workspace: Workspace | null = null;

  connection.onInitialize((params) => {
    const traits = traitsOf(params.capabilities);
    const initialization = initializationOf(connection, params.initializationOptions);
    const settings = clientSettings(connection, traits, initialization.settings);
    const opened = openWorkspace({ connection, documents, traits, settings, initialization, options, params });
    workspace = opened;
    provideFeatures({
      connection,
      workspace: opened,
      documents,
      traits,
      settings,
      commandLinks: initialization.commands,
    });
    connection.onInitialized(() => opened.begin());
    return initializeResult(traits, initialization, params, options.version);
  });
  connection.onShutdown(() => workspace?.end());
  documents.listen(connection);
  connection.listen();
}

function initializeResult(
  { workspaceFolders }: ClientTraits,
  { commands }: InitializationOptions,
  { capabilities }: InitializeParams,
  version: string,
): InitializeResult {
  return {
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      codeLensProvider: { resolveProvider: false },
      hoverProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: CODE_ACTION_KINDS },
      ...(capabilities.textDocument?.diagnostic === undefined
        ? {}
        : { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } }),
      // A client with commands of its own would meet them twice.
      ...(commands
        ? {}
        : {
            executeCommandProvider: {
              commands: ['layerwise.showStep', 'layerwise.showImage', 'layerwise.showForecast'],
            },
          }),
      workspace: { workspaceFolders: { supported: true, changeNotifications: workspaceFolders } },
    },
    serverInfo: { name: 'layerwise-language-server', version },
  };
}
