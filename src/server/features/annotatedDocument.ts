import type { Range } from 'vscode-languageserver';
import { annotate } from '../../core/annotations/annotate.ts';
import type { Annotations, ImageFacts } from '../../core/annotations/types.ts';
import type { StepTime } from '../../core/build/stepTimes.ts';
import type { Dockerfile } from '../../core/dockerfile/types.ts';
import type { Mapping } from '../../core/mapping/types.ts';
import { type TextPositions, textPositions } from './textPositions.ts';

/** One version of a Dockerfile in an editor, beside one image. */
export interface AnnotatedDocument {
  readonly uri: string;
  readonly dockerfile: Dockerfile;
  readonly mapping: Mapping;
  readonly facts: ImageFacts;
  readonly annotations: Annotations;
  readonly positions: TextPositions;
  /** What instructions took when the image was built, by their position, as far as that is known. */
  readonly times: ReadonlyMap<number, StepTime>;
}

export function annotateDocument(
  uri: string,
  dockerfile: Dockerfile,
  mapping: Mapping,
  facts: ImageFacts,
  times: AnnotatedDocument['times'] = new Map(),
): AnnotatedDocument {
  const annotations = annotate(dockerfile, mapping, facts);
  return { uri, dockerfile, mapping, facts, annotations, positions: textPositions(dockerfile.text), times };
}

/** The first line of an instruction, from its keyword on. */
export function firstLineOf(
  { dockerfile, positions }: Pick<AnnotatedDocument, 'dockerfile' | 'positions'>,
  step: number,
): Range {
  const start = positions.positionAt(dockerfile.steps[step].startOffset);
  return { start, end: positions.endOfLine(start.line) };
}
