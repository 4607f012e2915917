import { homedir } from 'node:os';
import type { Connection } from 'vscode-languageserver';
import { plural } from '../core/words/countText.ts';
import { fullPlace } from '../core/words/pathOrReference.ts';
import { imagesHad } from './dockerfiles/imagesHad.ts';
import type { ClientSettings } from './editor/clientSettings.ts';
import type { ClientTraits } from './editor/clientTraits.ts';
import { type Messages, sentences } from './editor/messages.ts';
import { readingProgress } from './editor/progress.ts';
import { normalUri } from './editor/uri.ts';
import type { WorkspaceFolders } from './editor/workspaceFolders.ts';
import type { EngineGate } from './engineGate.ts';
import type { Choices } from './images/choices.ts';
import { nodeFiles } from './images/nodeFiles.ts';
import { OWN_KEY } from './requests/handlers.ts';
import type { ServerMerger } from './serverMerger.ts';
import type { ServerOptions } from './serverOptions.ts';
import type { EngineWatcher } from './watching/watchEngines.ts';
import type { Workplace } from './workplace.ts';

export interface WorkplaceContext {
  readonly connection: Connection;
  readonly traits: ClientTraits;
  readonly settings: ClientSettings;
  readonly folders: WorkspaceFolders;
  readonly choices: Choices;
  readonly messages: Messages;
  readonly options: ServerOptions;
  readonly merger: Pick<ServerMerger, 'ask' | 'cacheDirectory'>;
  readonly gate: EngineGate;
  readonly engines: EngineWatcher;
  /** Of an open document. */
  readonly textOf: (uri: string) => string | null;
  readonly imageChanged: Workplace['imageChanged'];
}

/** The server, as sessions see it. */
export function serverWorkplace(context: WorkplaceContext): Workplace {
  const { connection, traits, settings, messages, merger, gate, engines, imageChanged } = context;
  const { ask, cacheDirectory } = merger;
  let keys = 0;
  const newKey = (): string => `${OWN_KEY}${++keys}`;
  return {
    ask,
    engines,
    newKey,
    imagesHad: imagesHad({ ask, newKey, cacheDirectory, isTrusted: gate.isTrusted }),
    release(key) {
      // A merger that was stopped has nothing open.
      ask('release', { image: key }).catch(() => undefined);
    },
    choiceContext: (uri) => choiceContext(uri, context),
    async buildOptions(uri, { target, buildArgs }) {
      const chosen = await settings.of(uri);
      return { target: target ?? chosen.target ?? undefined, buildArgs: { ...chosen.buildArguments, ...buildArgs } };
    },
    progress: (name) => readingProgress(connection, traits.progress, name),
    imageChanged(uri, image) {
      imageChanged(uri, image);
      if (image.state === 'failed') messages.warnOnce(sentences(image.failure));
      if (image.state === 'none') messages.logOnce(image.text);
      if (image.state === 'open')
        messages.logOnce(`${uri} has the image ${fullPlace(image.candidate)}: ${image.candidate.reason.text}`);
    },
    tellProblems(problems) {
      for (const { file, message } of problems) messages.logOnce(`${file}: ${message}`);
    },
    tellKept: (failure) => messages.logOnce(`${sentences(failure)} The image from before is shown.`),
    tellFailures(path, { failures, layers }) {
      const first = failures.at(0);
      if (first === undefined) return;
      const count = `${failures.length} of ${plural(layers.length, 'layer')}`;
      messages.warnOnce(`${path}: ${count} could not be read whole. ${first.message}. ${first.advice}`);
    },
    defect: messages.defect,
    forget: settings.forget,
  };
}

async function choiceContext(
  uri: string,
  { settings, folders, choices, options, merger: { ask }, gate, textOf }: WorkplaceContext,
): ReturnType<Workplace['choiceContext']> {
  const [chosen, remembered, closed] = await Promise.all([
    settings.of(uri),
    choices.get(normalUri(uri)),
    gate.closed(),
  ]);
  const { image, images, target, buildArguments } = chosen;
  const build = { ...(target === null ? {} : { target }), buildArguments };
  const text = textOf(uri);
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
    ...(text === null ? {} : { text }),
    engines:
      closed === null
        ? {
            images: () => ask('engineImages', {}),
            fitting: (dockerfile) => ask('fittingImages', { text: dockerfile, ...build }),
          }
        : { closed },
  };
}
