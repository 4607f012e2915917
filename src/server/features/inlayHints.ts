import type { InlayHint, Range } from 'vscode-languageserver';
import type { StepAnnotation } from '../../core/annotations/types.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { type AnnotatedDocument, firstLineOf } from './annotatedDocument.ts';
import { doubtMark, doubtOf, doubtSentence } from './doubt.ts';

/** The size of what a line ships, at the end of its first line. */
export function inlayHints(document: AnnotatedDocument, { start, end }: Range): InlayHint[] {
  return document.annotations.steps.flatMap((step) => {
    const position = firstLineOf(document, step.step).end;
    const isAsked = position.line >= start.line && position.line <= end.line;
    if (!isAsked || step.figures.shippedBytes === 0) return [];
    return [{ position, label: label(step), tooltip: tooltip(step), paddingLeft: true }];
  });
}

function label(step: StepAnnotation): string {
  return `${doubtMark(doubtOf(step))}${bytesText(step.figures.shippedBytes)}`;
}

function tooltip(step: StepAnnotation): string {
  const { own, figures } = step;
  const layers = own.length === 1 ? `layer ${own[0]}` : plural(own.length, 'layer');
  const sizes = `${bytesText(figures.shippedBytes)} of files in ${layers}, ${bytesText(figures.blobBytes)} to pull`;
  return `${sizes}. ${doubtSentence(doubtOf(step))}`.trim();
}
