import { type Hover, MarkupKind } from 'vscode-languageserver';
import type { HoverTarget } from '../../core/annotations/hoverTarget.ts';
import type { AnnotatedDocument } from './annotatedDocument.ts';
import { instructionHover } from './instructionHover.ts';
import { type Arrived, pathHover } from './pathHover.ts';
import { stageHover } from './stageHover.ts';

export interface HoverOptions {
  /** The client runs `command:` links. */
  readonly commandLinks: boolean;
  /**
   * What the step's own layers brought to the target's `arrivesAt`, for a path of COPY or ADD; null where nobody looked.
   */
  readonly arrived: Arrived | null;
}

export function hover(document: AnnotatedDocument, target: HoverTarget, options: HoverOptions): Hover {
  return {
    contents: { kind: MarkupKind.Markdown, value: markdownOf(document, target, options) },
    range: document.positions.rangeOf(target.range),
  };
}

function markdownOf(document: AnnotatedDocument, target: HoverTarget, options: HoverOptions): string {
  switch (target.kind) {
    case 'instruction':
      return instructionHover(document, target.step, options);
    case 'stageName':
      return stageHover(document, target.stage);
    case 'copyDestination':
    case 'copySource':
      return pathHover(document, target, options);
  }
}
