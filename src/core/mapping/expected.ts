import { parseInstruction } from '../dockerfile/instruction.ts';
import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Row } from './align/sharedKeys.ts';
import { wordsOf } from './align/similarity.ts';
import { originalText, type Scope, type Subject } from './keys/key.ts';
import { subjectKeys } from './keys/keys.ts';
import { ScopeWalk, type Surroundings } from './scopeWalk.ts';
import { isScratch, stageAt } from './stageChain.ts';

/** An instruction that the image's history should tell of. */
export interface Expected extends Row {
  /** The step it is; for an ONBUILD trigger the FROM that runs it. */
  readonly step: number;
  readonly trigger: boolean;
}

/** What the stages of `chain` do, in order: their instructions, and at each FROM the triggers of what stands below it. */
export function expectedInstructions(
  dockerfile: Dockerfile,
  chain: readonly number[],
  around: Surroundings,
): readonly Expected[] {
  const expected: Expected[] = [];
  const walk = new ScopeWalk(dockerfile, around);
  const add = (subject: Subject, step: number, trigger: boolean): void => {
    expected.push({ ...rowOf(subject, walk.scope()), step, trigger });
    walk.enter(subject);
  };
  const ofBase = isScratch(dockerfile, chain) ? [] : around.baseTriggers;
  let triggers: readonly Subject[] = ofBase.map((text) => parseInstruction(text, dockerfile.escape));
  for (const stage of chain) {
    const [from, ...steps] = stepsOf(dockerfile, stage);
    walk.beginStage();
    for (const trigger of triggers) add(trigger, from.index, true);
    for (const step of steps) add(step, step.index, false);
    triggers = steps.flatMap(({ trigger }) => trigger ?? []);
  }
  return expected;
}

function stepsOf(dockerfile: Dockerfile, stage: number): readonly Step[] {
  return (stageAt(dockerfile, stage)?.steps ?? []).flatMap((index) => dockerfile.steps[index] ?? []);
}

/** An instruction in the form that alignment takes. */
function rowOf(subject: Subject, scope: Scope): Row {
  const text = originalText(subject);
  const identity = identityOf(subject, text);
  return {
    instruction: subject.instruction,
    keys: subjectKeys(subject, text, scope),
    words: () => wordsOf(identity),
    identity,
  };
}

/** All that makes an instruction what it is; how it is laid out does not. */
export function identityOf(subject: Subject, text = originalText(subject)): string {
  return [text, ...subject.heredocs.map(({ content }) => content)].join('\n');
}
