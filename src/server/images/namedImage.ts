import type { ChoiceContext, Found, NamedImage } from './choiceContext.ts';
import { expandPath } from './expandPath.ts';
import type { ImageCandidate, Reason } from './imageChoice.ts';
import { imageStates } from './imageState.ts';
import { displayPath } from './paths.ts';

/** An image that a setting or the user names, whether it is there or not. */
export function namedCandidate(
  image: NamedImage,
  reason: Reason,
  dockerfilePath: string,
  context: ChoiceContext,
): ImageCandidate {
  return { ...detailsOf(image), path: expandPath(image.path, dockerfilePath, context), reason };
}

/** Those that are there. When none is, the user is told so instead of being shown another image than the one named. */
export async function foundNamed(candidates: readonly ImageCandidate[], context: ChoiceContext): Promise<Found> {
  const watched = candidates.map(({ path }) => path);
  const states = await imageStates(watched, context);
  const there = candidates.filter((_, index) => states[index] !== null);
  const absent = candidates.filter((_, index) => states[index] === null);
  const messages = absent.map((candidate) => ({ file: candidate.path, message: absence(candidate, context) }));
  const missing = there.length === 0 ? messages.at(0)?.message : undefined;
  const problems = missing === undefined ? messages : [];
  return { candidates: there, wanted: [], problems, watched, ...(missing === undefined ? {} : { missing }) };
}

function absence({ path, reason }: ImageCandidate, context: ChoiceContext): string {
  return `There is no ${displayPath(path, context)}, which is ${reason.text}. Build or save the image there, or name another.`;
}

function detailsOf({ tag, platform, target, buildArgs }: NamedImage): Omit<NamedImage, 'path'> {
  return {
    ...(tag === undefined ? {} : { tag }),
    ...(platform === undefined ? {} : { platform }),
    ...(target === undefined ? {} : { target }),
    ...(buildArgs === undefined ? {} : { buildArgs }),
  };
}
