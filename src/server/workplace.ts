import type { Failure } from '../core/error.ts';
import type { AskMerger } from '../merger/startMerger.ts';
import type { ImageSummary } from '../protocol/imageSummary.ts';
import type { BuildOptions } from './dockerfiles/documentModel.ts';
import type { ImageState } from './dockerfiles/imageState.ts';
import type { ImagesHad } from './dockerfiles/imagesHad.ts';
import type { ShownProgress } from './editor/progress.ts';
import type { ChoiceContext } from './images/choiceContext.ts';
import type { ImageCandidate, Problem } from './images/imageChoice.ts';
import type { EngineWatcher } from './watching/watchEngines.ts';

/** What a session of a Dockerfile needs of the server around it. */
export interface Workplace {
  readonly ask: AskMerger;
  /** For an image that is about to be opened. */
  newKey(): string;
  release(key: string): void;
  readonly choiceContext: (uri: string) => Promise<ChoiceContext>;
  buildOptions(uri: string, candidate: ImageCandidate): Promise<BuildOptions>;
  readonly imagesHad: ImagesHad;
  readonly engines: Pick<EngineWatcher, 'changes' | 'watch'>;
  progress(name: string): ShownProgress;
  imageChanged(uri: string, image: ImageState): void;
  tellProblems(problems: readonly Problem[]): void;
  /** The image that is shown stays, because the newer one could not be read. */
  tellKept(failure: Failure): void;
  /** Layers that could not be read whole. */
  tellFailures(path: string, summary: ImageSummary): void;
  /** An error that nobody expected. */
  defect(error: unknown): void;
  /** What is kept for a document that was closed. */
  forget(uri: string): void;
}
