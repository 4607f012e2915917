import type * as v from 'valibot';
import * as vscode from 'vscode';
import type { CancellationToken, LanguageClient } from 'vscode-languageclient/node';
import {
  BUILD_OUTPUT,
  type BuildOutput,
  IMAGE_CHANGED,
  type ImageChanged,
  type InitializationOptions,
  PREFIX,
  type ServerParams,
  type ServerRequestName,
  type ServerResult,
} from '../../protocol/serverRequests.ts';
import { editorProxy } from './editorProxy.ts';

/** The language server, as the rest of the extension sees it. It starts with the first question or Dockerfile. */
export interface LanguageServer {
  /** Rejects with what the server says went wrong: a text for people. */
  ask<Name extends ServerRequestName>(
    name: Name,
    params: ServerParams<Name>,
    token?: vscode.CancellationToken,
  ): Promise<ServerResult<Name>>;
  readonly onImageChanged: vscode.Event<ImageChanged>;
  readonly onBuildOutput: vscode.Event<BuildOutput>;
  /** It was started anew after it had stopped: keys of images that a client opened are gone. */
  readonly onRestarted: vscode.Event<void>;
  readonly log: vscode.LogOutputChannel;
  start(): Promise<void>;
  /** When the extension ends. */
  stop(): Promise<void>;
  dispose(): void;
}

export function languageServer(context: vscode.ExtensionContext): LanguageServer {
  const log = vscode.window.createOutputChannel('Layerwise', { log: true });
  const changed = new vscode.EventEmitter<ImageChanged>();
  const buildOutput = new vscode.EventEmitter<BuildOutput>();
  const restarted = new vscode.EventEmitter<void>();
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.cjs').fsPath;
  let client: LanguageClient | null = null;
  let started: Promise<LanguageClient> | null = null;
  let isStopped = false;

  /** The client is a large program: an editor that starts need not wait until it is loaded. */
  async function connect(): Promise<LanguageClient> {
    const { LanguageClient, RevealOutputChannelOn, State, TransportKind } = await import('vscode-languageclient/node');
    if (isStopped) throw new Error(vscode.l10n.t('The extension was stopped.'));
    const made = new LanguageClient(
      'layerwise',
      'Layerwise',
      { module, transport: TransportKind.ipc, options: { env: editorProxy() } },
      {
        documentSelector: [{ language: 'dockerfile' }, { language: 'containerfile' }],
        outputChannel: log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        // Asked for each time that the server starts.
        initializationOptions: initialization,
        markdown: { isTrusted: { enabledCommands: ['layerwise.showStep', 'layerwise.showImage'] } },
      },
    );
    made.onNotification(IMAGE_CHANGED, (told: ImageChanged) => changed.fire(told));
    made.onNotification(BUILD_OUTPUT, (told: BuildOutput) => buildOutput.fire(told));
    let starts = 0;
    made.onDidChangeState(({ newState }) => {
      if (newState === State.Running && ++starts > 1) restarted.fire();
    });
    client = made;
    await made.start();
    return made;
  }

  const start = (): Promise<LanguageClient> => (started ??= connect());
  const trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    started?.then((running) => running.sendRequest(`${PREFIX}trust`, {})).catch(() => undefined);
  });

  return {
    log,
    onImageChanged: changed.event,
    onBuildOutput: buildOutput.event,
    onRestarted: restarted.event,
    async start() {
      await start();
    },
    async stop() {
      isStopped = true;
      if (client?.needsStop() === true) await client.stop();
    },
    async ask(name, params, token) {
      const running = await start();
      try {
        // A token that is not there would be sent as a parameter.
        return await running.sendRequest(
          `${PREFIX}${name}`,
          params,
          ...(token === undefined ? [] : [token as CancellationToken]),
        );
      } catch (error) {
        throw withAdvice(error);
      }
    },
    dispose() {
      trusted.dispose();
      changed.dispose();
      buildOutput.dispose();
      restarted.dispose();
      void client?.dispose().catch(() => undefined);
    },
  };
}

function initialization(): v.InferInput<typeof InitializationOptions> {
  return { commands: true, trusted: vscode.workspace.isTrusted };
}

/** What the server says that one can do about it stands beside the message. */
function withAdvice(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const data = 'data' in error ? error.data : undefined;
  const advice = typeof data === 'object' && data !== null && 'advice' in data ? data.advice : undefined;
  return typeof advice === 'string' ? new Error(`${error.message}. ${advice}`) : error;
}
