import type { Connection, InitializeParams, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Failure } from '../core/error.ts';
import { hasScheme } from '../core/words/pathOrReference.ts';
import type { AskMerger } from '../merger/startMerger.ts';
import { IMAGE_CHANGED, type InitializationOptions } from '../protocol/serverRequests.ts';
import { builds } from './building/builds.ts';
import type { DockerfileSession } from './dockerfiles/dockerfileSession.ts';
import { type ImageState, toldState } from './dockerfiles/imageState.ts';
import { sessionTable } from './dockerfiles/sessionTable.ts';
import type { ClientSettings } from './editor/clientSettings.ts';
import type { ClientTraits } from './editor/clientTraits.ts';
import { messagesTo } from './editor/messages.ts';
import { unlessGone } from './editor/unlessGone.ts';
import { normalUri } from './editor/uri.ts';
import { workspaceFolders } from './editor/workspaceFolders.ts';
import { engineGate } from './engineGate.ts';
import type { ForecastModel } from './forecast/forecastModel.ts';
import { forecasts } from './forecast/forecasts.ts';
import { folderWatching } from './forecast/watchFolders.ts';
import type { NamedImage } from './images/choiceContext.ts';
import { type Choices, stateDirectory, storedChoices } from './images/choices.ts';
import { answerRequests } from './requests/customRequests.ts';
import { handlers } from './requests/handlers.ts';
import { serverMerger } from './serverMerger.ts';
import type { ServerOptions } from './serverOptions.ts';
import { serverWorkplace } from './serverWorkplace.ts';
import { engineWatcher } from './watching/watchEngines.ts';

/** The open Dockerfiles of a client, and what they share: the merger, the settings, the user's choices. */
export interface Workspace {
  readonly ask: AskMerger;
  readonly session: (uri: string) => DockerfileSession | null;
  /** What a Dockerfile would take from its build context; null where nobody has looked. */
  readonly forecast: (uri: string) => ForecastModel | null;
  /** Called with the documents whose image, or whose settings, changed. */
  onChange(listener: (uri: string) => void): void;
  /** When the client is ready. */
  begin(): void;
  end(): Promise<void>;
}

export interface WorkspaceContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly traits: ClientTraits;
  readonly settings: ClientSettings;
  readonly initialization: InitializationOptions;
  readonly options: ServerOptions;
  readonly params: InitializeParams;
}

export function openWorkspace(context: WorkspaceContext): Workspace {
  const { connection, documents, traits, settings, initialization, options, params } = context;
  const listeners = new Set<(uri: string) => void>();
  const messages = messagesTo(connection);
  const folders = workspaceFolders(connection, traits, params, refreshAll);
  const choices = storedChoices(initialization.stateDirectory ?? stateDirectory(options.env, options.platform));
  const gate = engineGate(settings, initialization);
  const merger = serverMerger({ settings, initialization, options, messages, gate });
  const { ask } = merger;
  const engines = engineWatcher(ask);
  const textOf = (uri: string): string | null => documents.get(uri)?.getText() ?? null;
  const place = serverWorkplace({
    ...context,
    folders,
    choices,
    messages,
    merger,
    gate,
    engines,
    textOf,
    imageChanged,
  });
  const sessions = sessionTable(place);
  const ahead = forecasts({
    settings: (uri) => settings.of(uri),
    choiceContext: place.choiceContext,
    textOf,
    folders: folderWatching(connection, traits),
    changed,
    defect: (error) => messages.defect(error),
  });

  function changed(uri: string): void {
    for (const listener of listeners) listener(uri);
  }

  function imageChanged(uri: string, image: ImageState): void {
    unlessGone(connection.sendNotification(IMAGE_CHANGED, { uri, image: toldState(image) }));
    changed(uri);
  }

  function refreshAll(): void {
    engines.restart();
    ahead.refreshAll();
    for (const session of sessions.all()) {
      void session.refresh();
      changed(session.uri);
    }
  }

  async function choose(uri: string, image: NamedImage | null, isRead = false): Promise<void> {
    await remember(choices, uri, image);
    await sessions.of(uri)?.refresh(isRead);
  }

  function trust(): void {
    gate.trust();
    refreshAll();
  }

  const { choiceContext } = place;
  const document = (uri: string): TextDocument | null => documents.get(uri) ?? null;
  const running = builds({
    connection,
    canShowProgress: traits.progress,
    settings,
    env: options.env,
    place,
    isTrusted: gate.isTrusted,
    cacheDirectory: merger.cacheDirectory,
    // The image may have been found, and read, before what is known of its build was written down.
    choose: (uri, image) => choose(uri, hasScheme(image) ? { reference: image } : { path: image }, true),
  });
  const { build } = running;
  answerRequests(connection, handlers({ ask, session: sessions.of, document, choiceContext, choose, trust, build }));
  return {
    ask,
    session: sessions.of,
    forecast(uri) {
      const found = documents.get(uri);
      // What an image tells is worth waiting for: a forecast in its place would be gone at once.
      return found === undefined || sessions.of(uri)?.isSettled === false ? null : ahead.model(found);
    },
    onChange: (listener) => void listeners.add(listener),
    begin() {
      settings.follow(refreshAll);
      folders.follow();
      sessions.follow(documents);
      ahead.follow(documents);
    },
    async end() {
      running.stop();
      sessions.dispose();
      ahead.dispose();
      engines.dispose();
      await merger.stop();
    },
  };
}

async function remember(choices: Choices, uri: string, image: NamedImage | null): Promise<void> {
  try {
    await choices.set(normalUri(uri), image);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      'usage',
      `Cannot remember the image of ${uri}: ${why}`,
      'Name it in the setting layerwise.images.',
    );
  }
}
