import type { Connection } from 'vscode-languageserver';
import { recordBuild } from '../../core/build/recordBuild.ts';
import { Failure } from '../../core/error.ts';
import { linkedTo } from '../../merger/abort.ts';
import { type BuiltImage, buildImage } from '../../merger/build.ts';
import { keepBuildRecord } from '../../merger/cache/buildRecords.ts';
import { BUILD_OUTPUT, type BuildOutput } from '../../protocol/serverRequests.ts';
import { type BuildProgress, buildProgress } from '../editor/buildProgress.ts';
import type { ClientSettings } from '../editor/clientSettings.ts';
import { unlessGone } from '../editor/unlessGone.ts';
import { normalUri } from '../editor/uri.ts';
import type { Workplace } from '../workplace.ts';
import { type AskedBuild, documentBuild } from './documentBuild.ts';

export interface BuildsContext {
  readonly connection: Connection;
  readonly canShowProgress: boolean;
  readonly settings: ClientSettings;
  readonly env: NodeJS.ProcessEnv;
  readonly place: Pick<Workplace, 'ask' | 'newKey' | 'release' | 'choiceContext'>;
  readonly isTrusted: () => boolean;
  /** Where it is kept what builds took; null for nowhere. */
  readonly cacheDirectory: () => Promise<string | null>;
  /** Chooses an image, by what calls it, for a document. */
  readonly choose: (uri: string, image: string) => Promise<void>;
}

/** Builds of documents, each on the user's word only. */
export interface Builds {
  /** @returns what calls the image. @throws Failure; the signal's reason. */
  readonly build: (asked: AskedBuild, signal: AbortSignal) => Promise<string>;
  /** Ends all that go on. */
  stop(): void;
}

export function builds(context: BuildsContext): Builds {
  const running = new Map<string, AbortController>();
  return {
    async build(asked, signal) {
      if (!context.isTrusted()) throw untrusted();
      const uri = normalUri(asked.uri);
      if (running.has(uri)) throw already(asked.uri);
      const { controller, unlink } = linkedTo(signal);
      running.set(uri, controller);
      const progress = buildProgress(context.connection, context.canShowProgress, () => controller.abort());
      try {
        return await buildDocument(asked, context, progress, controller.signal);
      } finally {
        progress.done();
        unlink();
        running.delete(uri);
      }
    },
    stop() {
      for (const controller of running.values()) controller.abort();
    },
  };
}

async function buildDocument(
  asked: AskedBuild,
  context: BuildsContext,
  progress: BuildProgress,
  signal: AbortSignal,
): Promise<string> {
  const { connection, settings, env, place, choose } = context;
  const { uri } = asked;
  const { request, builder, cwd } = documentBuild(asked, await settings.of(uri), await place.choiceContext(uri));
  const onLine = together((lines) => {
    const told: BuildOutput = { uri, lines };
    unlessGone(connection.sendNotification(BUILD_OUTPUT, told));
    progress.show(lines.at(-1) ?? '');
  });
  const built = await buildImage(request, { builder, cwd, env, signal, onLine });
  const key = place.newKey();
  progress.show(`reading ${built.called}`);
  try {
    // Held until the document has it, so that it is read once.
    await remember(built, key, context, signal);
    await choose(uri, built.called);
  } finally {
    place.release(key);
  }
  return built.called;
}

/** What comes at once is told at once: builders say thousands of lines a second. */
function together(tell: (lines: readonly string[]) => void): (line: string) => void {
  let waiting: string[] = [];
  return (line) => {
    if (waiting.length === 0) {
      queueMicrotask(() => {
        const lines = waiting;
        waiting = [];
        tell(lines);
      });
    }
    waiting.push(line);
  };
}

/** An image that cannot be opened says so where it is chosen. */
async function remember(
  built: BuiltImage,
  key: string,
  { place, cacheDirectory }: BuildsContext,
  signal: AbortSignal,
): Promise<void> {
  const directory = await cacheDirectory();
  if (directory === null) return;
  try {
    const { image } = await place.ask('open', { key, path: built.called }, { signal });
    const record = recordBuild(image, built, built.dockerfile?.text ?? null);
    if (record !== null) await keepBuildRecord(directory, image.id, record);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
  }
}

function untrusted(): Failure {
  return new Failure(
    'usage',
    'Nothing is built in a workspace that is not trusted, because a build runs what its files say',
    'Trust the workspace first.',
  );
}

function already(uri: string): Failure {
  return new Failure('usage', `${uri} is being built`, 'Wait for it, or cancel that build first.');
}
