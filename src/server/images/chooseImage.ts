import type { CandidateSource, ChoiceContext, Found } from './choiceContext.ts';
import { explainNone } from './explainNone.ts';
import type { ImageChoice, Problem, WantedImage } from './imageChoice.ts';
import { mergeCandidates } from './mergeCandidates.ts';
import { rememberingFiles } from './rememberingFiles.ts';

export interface Choosing {
  readonly choice: ImageChoice;
  readonly problems: readonly Problem[];
  /** Files, and folders with what is directly in them, whose change can change the choice. */
  readonly watched: readonly string[];
  /** What engines have can change it too. */
  readonly asksEngines: boolean;
  /** There may be an image in an engine that does not answer any more. */
  readonly isUnsure: boolean;
}

/**
 * Asks one source after another, until one has candidates or says that the image the user named is not there. Later ones
 * are not asked, and what they would look at is not watched: it cannot change the choice.
 */
export async function chooseImage(
  sources: readonly CandidateSource[],
  dockerfilePath: string,
  context: ChoiceContext,
): Promise<Choosing> {
  const remembering = { ...context, files: rememberingFiles(context.files) };
  const asked: Found[] = [];
  for (const source of sources) {
    const found = await source(dockerfilePath, { ...remembering, wanted: wantedOf(asked) });
    asked.push(found);
    if (found.candidates.length > 0 || found.missing !== undefined) break;
  }
  return {
    choice: choiceOf(asked, dockerfilePath, context),
    problems: withoutRepeats(asked.flatMap(({ problems }) => problems)),
    watched: [...new Set(asked.flatMap(({ watched }) => watched))],
    asksEngines: asked.some(({ asksEngines }) => asksEngines === true),
    isUnsure: asked.some(({ isUnsure }) => isUnsure === true),
  };
}

/** What all sources have, for whoever wants to choose another. */
export async function allCandidates(
  sources: readonly CandidateSource[],
  dockerfilePath: string,
  context: ChoiceContext,
): Promise<Pick<Found, 'candidates' | 'wanted' | 'problems'>> {
  const remembering = { ...context, files: rememberingFiles(context.files) };
  const all: Found[] = [];
  for (const source of sources) all.push(await source(dockerfilePath, { ...remembering, wanted: wantedOf(all) }));
  return {
    candidates: mergeCandidates(
      all.flatMap(({ candidates }) => candidates),
      context,
    ),
    wanted: wantedOf(all),
    problems: withoutRepeats(all.flatMap(({ problems }) => problems)),
  };
}

function choiceOf(asked: readonly Found[], dockerfilePath: string, context: ChoiceContext): ImageChoice {
  const last = asked.at(-1);
  const [candidate, ...others] = mergeCandidates(last?.candidates ?? [], context);
  if (candidate !== undefined) return { candidate, others };
  if (last?.missing !== undefined) return { none: last.missing };
  return {
    none: explainNone(
      wantedOf(asked),
      asked.flatMap(({ remark = [] }) => remark),
      dockerfilePath,
      context,
    ),
  };
}

function wantedOf(found: readonly Found[]): readonly WantedImage[] {
  return found.flatMap(({ wanted }) => wanted);
}

function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map(problems.map((problem) => [`${problem.file}\n${problem.message}`, problem]));
  return [...byText.values()];
}
