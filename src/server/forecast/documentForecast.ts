import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type CopyInstruction, copyInstructions } from '../../core/context/copyInstruction.ts';
import { forecastCopies } from '../../core/context/forecast.ts';
import { parseDockerfile } from '../../core/dockerfile/parseDockerfile.ts';
import { archiveMemory, ignoreFilePaths, readContext } from '../../merger/context.ts';
import { fileOfUri } from '../editor/uri.ts';
import type { ChoiceContext } from '../images/choiceContext.ts';
import type { Settings } from '../settings/settings.ts';
import { pathWatcher } from '../watching/watchPaths.ts';
import { type BuildContext, findBuildContext } from './buildContext.ts';
import type { ContextFacts, ForecastModel } from './forecastModel.ts';
import { forecastModels } from './forecastModel.ts';
import type { FolderWatching } from './watchFolders.ts';

/** What an open Dockerfile would take from its build context. Follows the text, the files and the settings. */
export interface DocumentForecast {
  /** Of the text as it is now, as far as its lines have been looked at; null before the first look, or when switched off. */
  model(document: TextDocument): ForecastModel | null;
  /** Looks again, soon: the text, the settings or files changed. */
  refresh(): void;
  dispose(): void;
}

export interface ForecastPlace {
  readonly settings: (uri: string) => Promise<Settings>;
  readonly choiceContext: (uri: string) => Promise<ChoiceContext>;
  readonly textOf: (uri: string) => string | null;
  readonly folders: FolderWatching;
  /** Told when there is something new to show. */
  readonly changed: (uri: string) => void;
  readonly defect: (error: unknown) => void;
}

/** Enough for any project; what has more is counted so far, and told. */
const MAXIMUM_ENTRIES = 200_000;

/** Milliseconds: typing pauses, and a checkout of many files comes to its end. */
const PAUSE = 300;

export function documentForecast(uri: string, place: ForecastPlace): DocumentForecast {
  const models = forecastModels();
  const archives = archiveMemory();
  let facts: ContextFacts | null = null;
  let seen = '';
  let looking: AbortController | null = null;
  let timer: NodeJS.Timeout | null = null;
  let leaveFolder: (() => void) | null = null;
  let watchedRoot = '';
  let isRelevant: (path: string) => boolean = () => true;
  const watcher = pathWatcher(() => refresh());

  function refresh(): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      looking?.abort();
      looking = new AbortController();
      void attempt(looking.signal);
    }, PAUSE).unref();
  }

  async function attempt(signal: AbortSignal): Promise<void> {
    try {
      const found = await look(signal);
      if (signal.aborted) return;
      const now = JSON.stringify(found === null ? null : [found.root, found.forecasts, found.leftOut, found.problem]);
      if (now === seen) return;
      seen = now;
      facts = found;
      place.changed(uri);
    } catch (error) {
      if (!signal.aborted) place.defect(error);
    }
  }

  async function look(signal: AbortSignal): Promise<ContextFacts | null> {
    const dockerfile = fileOfUri(uri);
    const text = place.textOf(uri);
    const settings = await place.settings(uri);
    if (dockerfile === null || text === null || !settings.forecast.enabled) return null;
    const around = await place.choiceContext(uri);
    const context = await findBuildContext(dockerfile, settings.build.context, copiesIn(text, {}), around);
    const buildArgs = { ...settings.buildArguments, ...context.buildArgs };
    const copies = copiesIn(text, buildArgs);
    signal.throwIfAborted();
    watch(context, dockerfile);
    return read(context, dockerfile, copies, buildArgs, settings, signal);
  }

  async function read(
    context: BuildContext,
    dockerfile: string,
    copies: readonly CopyInstruction[],
    buildArgs: Readonly<Record<string, string>>,
    settings: Settings,
    signal: AbortSignal,
  ): Promise<ContextFacts> {
    const { root, reason } = context;
    const base = { root, reason, buildArgs, ignoreFile: null, forecasts: [], leftOut: null, isCut: false };
    if (copies.length === 0) return { ...base, problem: null };
    try {
      const found = await readContext({ root, dockerfile, copies, maximumEntries: MAXIMUM_ENTRIES, archives, signal });
      const { listing, ignoreFile, refused, archiveAt } = found;
      isRelevant = found.isRelevant;
      const { largeFileBytes } = settings.forecast;
      const forecasts = forecastCopies(copies, listing, { largeFileBytes, archiveAt });
      const { leftOut, leftOutCounts } = listing;
      const problem =
        refused === null
          ? null
          : `the builder refuses the pattern ${JSON.stringify(refused)} of ${ignoreFile?.path ?? ''}`;
      const named = {
        leftOutCounts,
        names: leftOut.slice(0, NAMED).map(({ path, kind }) => (kind === 'directory' ? `${path}/` : path)),
      };
      return {
        ...base,
        ignoreFile: ignoreFile?.path ?? null,
        forecasts,
        leftOut: named,
        isCut: listing.isCut,
        problem,
      };
    } catch (error) {
      signal.throwIfAborted();
      const why =
        error instanceof Error && 'code' in error && error.code === 'ENOENT'
          ? 'there is no such folder'
          : 'it cannot be read';
      return { ...base, forecasts: forecastCopies(copies, { entries: [] }), problem: `${root}: ${why}` };
    }
  }

  function watch({ root, watched }: BuildContext, dockerfile: string): void {
    watcher.watch([...watched, ...ignoreFilePaths(root, dockerfile)]);
    if (root === watchedRoot) return;
    leaveFolder?.();
    watchedRoot = root;
    leaveFolder = place.folders.watch(root, (path) => {
      if (isRelevant(path)) refresh();
    });
  }

  return {
    model: (document) => facts && models.of(document, facts),
    refresh,
    dispose() {
      if (timer !== null) clearTimeout(timer);
      looking?.abort();
      leaveFolder?.();
      watcher.dispose();
    },
  };
}

/** How many of those left out a hover names. */
const NAMED = 8;

function copiesIn(text: string, buildArgs: Readonly<Record<string, string>>): readonly CopyInstruction[] {
  return copyInstructions(parseDockerfile(text, { buildArgs }), buildArgs);
}
