import type { CodeLens, Command, Range } from 'vscode-languageserver';
import { hasSomethingToShow } from '../../core/annotations/annotate.ts';
import type { CommandArguments, CommandName } from '../markdown/commandLink.ts';
import { type AnnotatedDocument, firstLineOf } from './annotatedDocument.ts';
import { imageTitle, stepTitle, unmadeTitle } from './lensTitles.ts';

export interface LensOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The image at the top, then what each instruction made of it. */
export function codeLenses(document: AnnotatedDocument, { now }: LensOptions): CodeLens[] {
  const { uri, annotations } = document;
  const unmade = unmadeTitle(annotations);
  return [
    lens(TOP, imageTitle(annotations, now), 'layerwise.showImage', { uri }),
    ...(unmade === null ? [] : [lens(TOP, unmade, 'layerwise.showImage', { uri })]),
    ...annotations.steps
      .filter(hasSomethingToShow)
      .map((step) =>
        lens(firstLineOf(document, step.step), stepTitle(step), 'layerwise.showStep', { uri, step: step.step }),
      ),
  ];
}

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function lens<Name extends CommandName>(
  range: Range,
  title: string,
  command: Name,
  argument: CommandArguments[Name],
): CodeLens {
  return { range, command: { title, command, arguments: [argument] } satisfies Command };
}
