import type { StepAnnotation } from '../../core/annotations/types.ts';
import type { StepTime } from '../../core/build/stepTimes.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { secondsText } from '../../core/words/secondsText.ts';
import { commandLink } from '../markdown/commandLink.ts';
import { codeSpan, escapeMarkdown } from '../markdown/escape.ts';
import type { AnnotatedDocument } from './annotatedDocument.ts';
import { doubtOf, doubtSentence } from './doubt.ts';
import { coveredSection, largestSection, wastedSection } from './effectSections.ts';
import { SEPARATOR, stepParts } from './figuresText.ts';
import { bullets } from './sections.ts';

/** Everything that is known of one instruction, as Markdown. */
export function instructionHover(
  document: AnnotatedDocument,
  index: number,
  { commandLinks }: { readonly commandLinks: boolean },
): string {
  const step = document.annotations.steps[index];
  const parts = [
    headline(document, step, commandLinks),
    timeSentence(document.times.get(index)),
    doubtSentence(doubtOf(step)),
    wastedSection(step),
    coveredSection(step),
    largestSection(step),
    layerSection(document, step),
    evidenceText(step),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function headline({ uri }: AnnotatedDocument, step: StepAnnotation, commandLinks: boolean): string {
  const figures = stepParts(step);
  const text = `**Line ${step.line}**${SEPARATOR}${figures.length > 0 ? figures.join(SEPARATOR) : 'no layer'}`;
  if (!commandLinks || step.layers.length === 0) return text;
  return `${text}${SEPARATOR}${commandLink('Show in the tree', 'layerwise.showStep', { uri, step: step.step })}`;
}

function timeSentence(time: StepTime | undefined): string {
  if (time === undefined) return '';
  return time.cached || time.seconds === null ? 'From the build cache' : `Built in ${secondsText(time.seconds)}`;
}

/** A base image may have many layers. */
const LAYERS = 3;

function layerSection({ facts }: AnnotatedDocument, { layers }: StepAnnotation): string {
  const lines = layers.slice(0, LAYERS).map((index) => {
    const { blobSize, digest, diffId } = facts.image.layers[index];
    return `layer ${index}, ${bytesText(blobSize)} to pull: digest ${codeSpan(digest)}, diffID ${codeSpan(diffId)}`;
  });
  const more = layers.length - lines.length;
  return bullets('Shipped as', [...lines, ...(more > 0 ? [`and ${plural(more, 'layer')} more`] : [])]);
}

/** How sure the mapping is, and of what. */
function evidenceText({ confidence, evidence, because }: StepAnnotation): string {
  const source = evidence === null ? '' : `, ${evidence}`;
  return `*Mapping: ${confidence}${source}.* ${escapeMarkdown(because)}`;
}
