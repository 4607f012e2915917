import { join } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ImageSummary } from '../../protocol/imageSummary.ts';
import type { AnnotatedDocument } from '../features/annotatedDocument.ts';
import type { Choosing } from '../images/chooseImage.ts';
import type { ImageCandidate } from '../images/imageChoice.ts';
import { pathWatcher } from '../watching/watchPaths.ts';
import type { Workplace } from '../workplace.ts';
import { candidateState } from './candidateState.ts';
import { chooseFor } from './choosing.ts';
import { currentImage } from './currentImage.ts';
import { type BuildOptions, documentModel, type MappedText } from './documentModel.ts';
import type { ImageState } from './imageState.ts';

/** One open Dockerfile: which image is its, and what the two say together. */
export interface DockerfileSession {
  readonly uri: string;
  readonly image: ImageState;
  /** Null without an image. */
  model(document: TextDocument): AnnotatedDocument | null;
  /** Which step made which layer of any image, if it was built from this text. */
  mappingOf(document: TextDocument, summary: ImageSummary): MappedText;
  /** Chooses the image anew, and reads it when it is another or has changed; with `force` in any case. */
  refresh(force?: boolean): Promise<void>;
  dispose(): void;
}

export function dockerfileSession(uri: string, place: Workplace): DockerfileSession {
  let build: BuildOptions = {};
  let isForced = false;
  let isDisposed = false;
  let choosing = new AbortController();
  let latest = Promise.resolve();
  let leaveEngines: (() => void) | null = null;
  const image = currentImage(uri, place);
  const models = documentModel();
  const watcher = pathWatcher(() => void refresh(false));

  function refresh(force: boolean): Promise<void> {
    if (isDisposed) return Promise.resolve();
    isForced ||= force;
    choosing.abort();
    choosing = new AbortController();
    latest = attempt(choosing.signal);
    return latest;
  }

  async function attempt(signal: AbortSignal): Promise<void> {
    try {
      const { choice, isUnsure } = await choose(signal);
      if (!('none' in choice)) await follow(choice.candidate, signal);
      else if (!isUnsure || !isOfEngine(image.state)) image.forget(choice.none);
    } catch (error) {
      if (!signal.aborted) place.defect(error);
    }
    // A newer refresh has taken over what this one was asked for.
    if (signal.aborted && !isDisposed) await latest;
  }

  /** What changed after it was looked at and before it was watched is seen by looking once more. */
  async function choose(signal: AbortSignal): Promise<Choosing> {
    for (;;) {
      const { changes } = place.engines;
      const chosen = await chooseFor(uri, await place.choiceContext(uri));
      signal.throwIfAborted();
      place.tellProblems(chosen.problems);
      watchEngines(changes, dependsOnEngines(chosen));
      if (!watcher.watch(watchedOf(chosen))) return chosen;
    }
  }

  function watchEngines(since: number, isWanted: boolean): void {
    if (isWanted) leaveEngines ??= place.engines.watch(since, () => void refresh(false));
    else {
      leaveEngines?.();
      leaveEngines = null;
    }
  }

  async function follow(candidate: ImageCandidate, signal: AbortSignal): Promise<void> {
    const options = await place.buildOptions(uri, candidate);
    const state = await candidateState(candidate, place, signal);
    signal.throwIfAborted();
    const isOtherBuild = JSON.stringify(options) !== JSON.stringify(build);
    const force = isForced;
    build = options;
    isForced = false;
    if (isOtherBuild && image.state.state === 'open') place.imageChanged(uri, image.state);
    if (state === null && !force && isShown(candidate, image.state)) return;
    await image.follow(candidate, state, force);
  }

  return {
    uri,
    get image() {
      return image.state;
    },
    mappingOf: (document, summary) => models.mappingOf(document, summary, build),
    model: (document) => (image.state.state === 'open' ? models.of(document, image.state.summary, build) : null),
    refresh: (force = false) => refresh(force),
    dispose() {
      isDisposed = true;
      choosing.abort();
      watcher.dispose();
      leaveEngines?.();
      image.dispose();
    },
  };
}

function dependsOnEngines({ choice, asksEngines }: Choosing): boolean {
  return asksEngines || (!('none' in choice) && choice.candidate.reference !== undefined);
}

function isOfEngine(image: ImageState): boolean {
  return image.state === 'open' && image.candidate.reference !== undefined;
}

/** Also when what it means now cannot be told, because its engine left. */
function isShown({ reference }: ImageCandidate, image: ImageState): boolean {
  return image.state === 'open' && reference !== undefined && image.candidate.reference === reference;
}

/** Of a layout, which is a directory, the index tells of its change. */
function watchedOf({ choice, watched }: Choosing): readonly string[] {
  if ('none' in choice) return watched;
  const { path } = choice.candidate;
  return path === undefined ? watched : [...watched, path, join(path, 'index.json')];
}
