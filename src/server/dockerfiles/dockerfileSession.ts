import type { TextDocument } from 'vscode-languageserver-textdocument';
import { Failure } from '../../core/error.ts';
import { fileOfUri } from '../editor/uri.ts';
import type { AnnotatedDocument } from '../features/annotatedDocument.ts';
import { chooseImage } from '../images/chooseImage.ts';
import { chosenImage } from '../images/chosen.ts';
import type { ImageCandidate, ImageChoice } from '../images/imageChoice.ts';
import { imageSources } from '../images/imageSources.ts';
import { wholeFile } from '../watching/settled.ts';
import { pathWatcher } from '../watching/watchPaths.ts';
import type { Workplace } from '../workplace.ts';
import { type BuildOptions, documentModel } from './documentModel.ts';
import type { ImageState } from './imageState.ts';
import { openCandidate } from './openCandidate.ts';

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

/** An image that is being read, or was: what it was read from, and how to stop it. */
interface Reading {
  readonly identity: string;
  readonly controller: AbortController;
}

export function dockerfileSession(uri: string, place: Workplace): DockerfileSession {
  let image: ImageState = { state: 'none', text: 'The image is being looked for.' };
  let build: BuildOptions = {};
  let reading: Reading | null = null;
  let choosing = new AbortController();
  const models = documentModel();
  const watcher = pathWatcher(() => void refresh(false));

  function become(next: ImageState): void {
    const key = image.state === 'open' ? image.summary.key : null;
    if (key !== null && !(next.state === 'open' && next.summary.key === key)) place.release(key);
    image = next;
    place.imageChanged(uri, image);
  }

  async function refresh(force: boolean): Promise<void> {
    choosing.abort();
    choosing = new AbortController();
    const { signal } = choosing;
    try {
      const choice = await choose(signal);
      if ('none' in choice) forget(choice.none);
      else await follow(choice.candidate, force, signal);
    } catch (error) {
      // A newer refresh has taken over, or the document was closed.
      if (!signal.aborted) place.defect(error);
    }
  }

  async function choose(signal: AbortSignal): Promise<ImageChoice> {
    const path = fileOfUri(uri);
    const context = await place.choiceContext(uri);
    const { choice, problems, watched } = await chooseImage(
      path === null ? [chosenImage] : imageSources,
      path ?? '',
      context,
    );
    signal.throwIfAborted();
    watcher.watch('none' in choice ? watched : [...watched, choice.candidate.path]);
    place.tellProblems(problems);
    return choice;
  }

  function forget(text: string): void {
    reading?.controller.abort();
    reading = null;
    if (image.state !== 'none' || image.text !== text) become({ state: 'none', text });
  }

  /** What is being read already is not read again because something beside it changed. */
  async function follow(candidate: ImageCandidate, force: boolean, signal: AbortSignal): Promise<void> {
    const options = await place.buildOptions(uri, candidate);
    const state = await wholeFile(candidate.path, signal);
    signal.throwIfAborted();
    build = options;
    const identity = JSON.stringify([candidate.path, candidate.tag, candidate.platform, state]);
    if (!force && reading?.identity === identity) {
      place.imageChanged(uri, image);
      return;
    }
    reading?.controller.abort();
    reading = { identity, controller: new AbortController() };
    await read(candidate, reading.controller.signal);
  }

  async function read(candidate: ImageCandidate, signal: AbortSignal): Promise<void> {
    const isReload = image.state === 'open' && image.candidate.path === candidate.path;
    become(isReload && image.state === 'open' ? { ...image, isReloading: true } : { state: 'opening', candidate });
    try {
      const summary = await openCandidate(candidate, place, signal);
      if (signal.aborted) {
        place.release(summary.key);
        return;
      }
      become({ state: 'open', candidate, summary, isReloading: false });
      place.tellFailures(candidate.path, summary);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Failure)) throw error;
      become({ state: 'failed', candidate, failure: error });
    }
  }

  return {
    uri,
    get image() {
      return image;
    },
    model: (document) => (image.state === 'open' ? models.of(document, image.summary, build) : null),
    refresh: (force = false) => refresh(force),
    dispose() {
      choosing.abort();
      reading?.controller.abort();
      watcher.dispose();
      if (image.state === 'open') place.release(image.summary.key);
    },
  };
}
