import type { ChoiceContext, Found, NamedImage } from './choiceContext.ts';
import { expandPath } from './expandPath.ts';
import type { ImageCandidate, ImageDetails, Reason } from './imageChoice.ts';
import { imageStates } from './imageState.ts';
import { displayPath } from './paths.ts';

/** An image that a setting or the user names, whether it is there or not. */
export function namedCandidate(
  image: NamedImage,
  reason: Reason,
  dockerfilePath: string,
  context: ChoiceContext,
): ImageCandidate {
  const details = { ...detailsOf(image), reason };
  if (image.path === undefined) return { ...details, reference: image.reference };
  return { ...details, path: expandPath(image.path, dockerfilePath, context) };
}

/**
 * Those that are there, and those of references: whether these lead to an image shows when it is opened. When there is none,
 * the user is told so instead of being shown another image than the one named.
 */
export async function foundNamed(candidates: readonly ImageCandidate[], context: ChoiceContext): Promise<Found> {
  const watched = candidates.flatMap(({ path = [] }) => path);
  const states = await imageStates(watched, context);
  const gone = new Set(watched.filter((_, index) => states[index] === null));
  const there = candidates.filter(({ path }) => path === undefined || !gone.has(path));
  const messages = candidates.flatMap(({ path, reason }) =>
    path !== undefined && gone.has(path) ? [{ file: path, message: absence(path, reason, context) }] : [],
  );
  const missing = there.length === 0 ? messages.at(0)?.message : undefined;
  const problems = missing === undefined ? messages : [];
  return { candidates: there, wanted: [], problems, watched, ...(missing === undefined ? {} : { missing }) };
}

function absence(path: string, reason: Reason, context: ChoiceContext): string {
  return `There is no ${displayPath(path, context)}, which is ${reason.text}. Build or save the image there, or name another.`;
}

function detailsOf({ tag, platform, target, buildArgs }: NamedImage): ImageDetails {
  return {
    ...(tag === undefined ? {} : { tag }),
    ...(platform === undefined ? {} : { platform }),
    ...(target === undefined ? {} : { target }),
    ...(buildArgs === undefined ? {} : { buildArgs }),
  };
}
