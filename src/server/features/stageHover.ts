import { figuresOf } from '../../core/annotations/figures.ts';
import { stageUse } from '../../core/annotations/stageUse.ts';
import type { StagePart } from '../../core/annotations/types.ts';
import type { Stage } from '../../core/dockerfile/types.ts';
import { cutMiddle } from '../../core/words/cutMiddle.ts';
import { instructionText } from '../../core/words/instructionText.ts';
import { stageLabel } from '../../core/words/stageLabel.ts';
import { codeSpan } from '../markdown/escape.ts';
import type { AnnotatedDocument } from './annotatedDocument.ts';
import { doubtMark, doubtOf } from './doubt.ts';
import { figureParts, SEPARATOR, stepParts } from './figuresText.ts';
import { bullets, firstFew } from './sections.ts';
import { sourceText } from './sourceText.ts';

const PART: Readonly<Record<StagePart, string>> = {
  target: 'the image',
  below: 'below the image',
  outside: 'ships nothing itself',
};

const LINES = 8;

/** What came out of a stage, as Markdown. */
export function stageHover(document: AnnotatedDocument, index: number): string {
  const { dockerfile, mapping } = document;
  const stage = dockerfile.stages[index];
  const use = stageUse(dockerfile, mapping, index);
  const unused = use.part === 'outside' && use.copiedBy.length === 0;
  const parts = [
    `**Stage** ${stageName(stage)}: ${partText(document, use.part)}${shippedText(document, use.shipping)}`,
    bullets(
      'Taken from it',
      firstFew(use.copiedBy, LINES, (step) => copyText(document, step), 'lines'),
    ),
    unused ? 'No line of the image takes anything from it.' : '',
    bullets('Taken by stages that are not in the image', elsewhere(document, use.copiedElsewhere)),
    bullets(
      'Stages that go on from it',
      use.childStages.map((child) => stageName(dockerfile.stages[child])),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function partText({ annotations }: AnnotatedDocument, part: StagePart): string {
  return part === 'target' ? `${PART.target}${sourceText(annotations.image.source)}` : PART[part];
}

/** The layers that its own lines made. */
function shippedText({ annotations, facts }: AnnotatedDocument, shipping: readonly number[]): string {
  const layers = [...new Set(shipping.flatMap((step) => annotations.steps[step].own))];
  const figures = figureParts(figuresOf(facts, layers));
  return figures.length === 0 ? '' : `${SEPARATOR}${figures.join(SEPARATOR)}`;
}

function copyText(document: AnnotatedDocument, index: number): string {
  const step = document.annotations.steps[index];
  const figures = stepParts(step);
  const found = figures.length === 0 ? 'no layer' : `${doubtMark(doubtOf(step))}${figures.join(SEPARATOR)}`;
  return `line ${step.line} ${instruction(document, index)}: ${found}`;
}

function elsewhere(document: AnnotatedDocument, steps: readonly number[]): string[] {
  return firstFew(
    steps,
    LINES,
    (step) => `line ${document.dockerfile.steps[step].startLine} ${instruction(document, step)}`,
    'lines',
  );
}

const LONGEST = 80;

function stageName(stage: Stage): string {
  return codeSpan(cutMiddle(stageLabel(stage), LONGEST));
}

function instruction({ dockerfile }: AnnotatedDocument, step: number): string {
  return codeSpan(cutMiddle(instructionText(dockerfile.steps[step]), LONGEST));
}
