import { join } from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnnotatedDocument } from '../features/annotatedDocument.ts';
import type { Choosing } from '../images/chooseImage.ts';
import type { ImageCandidate, ImageChoice } from '../images/imageChoice.ts';
import { wholeFile } from '../watching/settled.ts';
import { pathWatcher } from '../watching/watchPaths.ts';
import type { Workplace } from '../workplace.ts';
import { chooseFor } from './choosing.ts';
import { currentImage } from './currentImage.ts';
import { type BuildOptions, documentModel } from './documentModel.ts';
import type { ImageState } from './imageState.ts';

/** One open Dockerfile: which image is its, and what the two say together. */
export interface DockerfileSession {
  readonly uri: string;
  readonly image: ImageState;
  /** Null without an image. */
  model(document: TextDocument): AnnotatedDocument | null;
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
      const choice = await choose(signal);
      if ('none' in choice) image.forget(choice.none);
      else await follow(choice.candidate, signal);
    } catch (error) {
      if (!signal.aborted) place.defect(error);
    }
    // A newer refresh has taken over what this one was asked for.
    if (signal.aborted && !isDisposed) await latest;
  }

  /** What changed after it was looked at and before it was watched is seen by looking once more. */
  async function choose(signal: AbortSignal): Promise<ImageChoice> {
    for (;;) {
      const chosen = await chooseFor(uri, await place.choiceContext(uri));
      signal.throwIfAborted();
      place.tellProblems(chosen.problems);
      if (!watcher.watch(watchedOf(chosen))) return chosen.choice;
    }
  }

  async function follow(candidate: ImageCandidate, signal: AbortSignal): Promise<void> {
    const options = await place.buildOptions(uri, candidate);
    const file = await wholeFile(candidate.path, signal);
    signal.throwIfAborted();
    const isOtherBuild = JSON.stringify(options) !== JSON.stringify(build);
    const force = isForced;
    build = options;
    isForced = false;
    if (isOtherBuild && image.state.state === 'open') place.imageChanged(uri, image.state);
    await image.follow(candidate, file, force);
  }

  return {
    uri,
    get image() {
      return image.state;
    },
    model: (document) => (image.state.state === 'open' ? models.of(document, image.state.summary, build) : null),
    refresh: (force = false) => refresh(force),
    dispose() {
      isDisposed = true;
      choosing.abort();
      watcher.dispose();
      image.dispose();
    },
  };
}

/** Of a layout, which is a directory, the index tells of its change. */
function watchedOf({ choice, watched }: Choosing): readonly string[] {
  if ('none' in choice) return watched;
  const { path } = choice.candidate;
  return [...watched, path, join(path, 'index.json')];
}
