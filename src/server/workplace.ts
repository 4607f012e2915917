import type { AskMerger } from '../merger/startMerger.ts';
import type { ImageSummary } from '../protocol/imageSummary.ts';
import type { BuildOptions } from './dockerfiles/documentModel.ts';
import type { ImageState } from './dockerfiles/imageState.ts';
import type { ShownProgress } from './editor/progress.ts';
import type { ChoiceContext } from './images/choiceContext.ts';
import type { ImageCandidate, Problem } from './images/imageChoice.ts';

/** What a session of a Dockerfile needs of the server around it. */
export interface Workplace {
  readonly ask: AskMerger;
  /** For an image that is about to be opened. */
  newKey(): string;
  release(key: string): void;
  readonly choiceContext: (uri: string) => Promise<ChoiceContext>;
  buildOptions(uri: string, candidate: ImageCandidate): Promise<BuildOptions>;
  progress(name: string): ShownProgress;
  imageChanged(uri: string, image: ImageState): void;
  tellProblems(problems: readonly Problem[]): void;
  /** Layers that could not be read whole. */
  tellFailures(path: string, summary: ImageSummary): void;
  /** An error that nobody expected. */
  defect(error: unknown): void;
  /** What is kept for a document that was closed. */
  forget(uri: string): void;
}
