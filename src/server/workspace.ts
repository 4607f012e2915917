import { homedir } from 'node:os';
import type { Connection, InitializeParams, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Failure } from '../core/error.ts';
import { plural } from '../core/words/countText.ts';
import { cacheDirectory } from '../merger/cache/cacheDirectory.ts';
import { type Merger, startMerger } from '../merger/startMerger.ts';
import { IMAGE_CHANGED, type InitializationOptions } from '../protocol/serverRequests.ts';
import { type DockerfileSession, dockerfileSession } from './dockerfiles/dockerfileSession.ts';
import { toldState } from './dockerfiles/imageState.ts';
import { isDockerfile } from './dockerfiles/isDockerfile.ts';
import type { ClientSettings } from './editor/clientSettings.ts';
import type { ClientTraits } from './editor/clientTraits.ts';
import { readingProgress } from './editor/progress.ts';
import { workspaceFolders } from './editor/workspaceFolders.ts';
import type { ChoiceContext, NamedImage } from './images/choiceContext.ts';
import { stateDirectory, storedChoices } from './images/choices.ts';
import { nodeFiles } from './images/nodeFiles.ts';
import { answerRequests } from './requests/customRequests.ts';
import { handlers, OWN_KEY } from './requests/handlers.ts';
import type { ServerOptions } from './startServer.ts';
import type { Workplace } from './workplace.ts';

/** The open Dockerfiles of a client, and what they share: the merger, the settings, the user's choices. */
export interface Workspace {
  readonly ask: Merger['ask'];
  session(uri: string): DockerfileSession | null;
  /** Called with the documents whose image changed. */
  onImageChange(listener: (uri: string) => void): void;
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
  const sessions = new Map<string, DockerfileSession>();
  const listeners = new Set<(uri: string) => void>();
  const folders = workspaceFolders(connection, traits, params, refreshAll);
  const choices = storedChoices(initialization.stateDirectory ?? stateDirectory(options.env, options.platform));
  const told = new Set<string>();
  let merger: Promise<Merger> | null = null;
  let keys = 0;

  /** Started with the first question, when its settings can be asked for. */
  function started(): Promise<Merger> {
    merger ??= settings.of('').then(({ readers, cache }) =>
      startMerger({
        file: options.threadFile,
        readers: readers > 0 ? readers : undefined,
        cacheDirectory: cachePlace(context, cache.directory),
        cacheMaximum: cache.maximumBytes,
        onCrash: (failure) => warn(failure),
      }),
    );
    return merger;
  }

  const ask: Merger['ask'] = async (name, asked, how) => (await started()).ask(name, asked, how);

  function warn(failure: Failure): void {
    connection.window.showWarningMessage(`Layerwise: ${failure.message}. ${failure.advice}`);
  }

  function warnOnce(text: string): void {
    if (told.has(text)) return;
    told.add(text);
    connection.window.showWarningMessage(`Layerwise: ${text}`);
  }

  async function choiceContext(uri: string): Promise<ChoiceContext> {
    const [{ image, images }, remembered] = await Promise.all([settings.of(uri), choices.get(uri)]);
    return {
      files: nodeFiles,
      platform: options.platform === 'win32' ? 'win32' : 'posix',
      workspaceFolders: folders.all(),
      home: homedir(),
      chosen: remembered ?? image,
      images,
      environment: options.env,
      isImage: async (path) => (await ask('recognize', { path })).isImage,
      tagsOf: async (path) => (await ask('recognize', { path })).tags,
    };
  }

  const place: Workplace = {
    ask,
    newKey: () => `${OWN_KEY}${++keys}`,
    release(key) {
      ask('release', { image: key }).catch(() => undefined);
    },
    choiceContext,
    async buildOptions(uri, { target, buildArgs }) {
      const chosen = await settings.of(uri);
      return { target: target ?? chosen.target ?? undefined, buildArgs: { ...chosen.buildArguments, ...buildArgs } };
    },
    progress: (name) => readingProgress(connection, traits.progress, name),
    imageChanged(uri, image) {
      if (!sessions.has(uri)) return;
      void connection.sendNotification(IMAGE_CHANGED, { uri, image: toldState(image) });
      if (image.state === 'failed') warnOnce(`${image.failure.message}. ${image.failure.advice}`);
      for (const listener of listeners) listener(uri);
    },
    tellProblems(problems) {
      for (const { file, message } of problems) connection.console.warn(`${file}: ${message}`);
    },
    tellFailures(path, { failures, layers }) {
      const first = failures.at(0);
      if (first === undefined) return;
      const count = `${failures.length} of ${plural(layers.length, 'layer')}`;
      warnOnce(`${path}: ${count} could not be read whole. ${first.message}. ${first.advice}`);
    },
    defect(error) {
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
  };

  function refreshAll(): void {
    for (const session of sessions.values()) void session.refresh();
  }

  function opened(document: TextDocument): void {
    if (!isDockerfile(document) || sessions.has(document.uri)) return;
    const session = dockerfileSession(document.uri, place);
    sessions.set(document.uri, session);
    void session.refresh();
  }

  function closed({ uri }: TextDocument): void {
    sessions.get(uri)?.dispose();
    sessions.delete(uri);
  }

  async function choose(uri: string, image: NamedImage | null): Promise<void> {
    await choices.set(uri, image);
    await sessions.get(uri)?.refresh();
  }

  answerRequests(
    connection,
    handlers({
      ask,
      session: (uri) => sessions.get(uri) ?? null,
      document: (uri) => documents.get(uri) ?? null,
      choiceContext,
      choose,
    }),
  );
  return {
    ask,
    session: (uri) => sessions.get(uri) ?? null,
    onImageChange: (listener) => void listeners.add(listener),
    begin() {
      settings.follow(refreshAll);
      folders.follow();
      for (const document of documents.all()) opened(document);
      documents.onDidOpen(({ document }) => opened(document));
      documents.onDidClose(({ document }) => closed(document));
    },
    async end() {
      for (const session of sessions.values()) session.dispose();
      sessions.clear();
      await merger?.then((running) => running.stop());
    },
  };
}

function cachePlace({ initialization, options }: WorkspaceContext, chosen: string | null): string | null {
  if (initialization.cacheDirectory !== undefined) return initialization.cacheDirectory;
  return chosen ?? cacheDirectory(options.env, options.platform);
}
