import type { ChoiceContext } from './choiceContext.ts';
import type { ImageCandidate } from './imageChoice.ts';
import { pathKey } from './paths.ts';

/** One for each image and stage, where it came first, with all reasons for it. */
export function mergeCandidates(
  candidates: readonly ImageCandidate[],
  context: Pick<ChoiceContext, 'platform'>,
): readonly ImageCandidate[] {
  const merged = new Map<string, ImageCandidate>();
  for (const candidate of candidates) {
    const { path, reference, tag, platform, target, buildArgs } = candidate;
    const key = JSON.stringify([
      path === undefined ? reference : pathKey(path, context),
      tag,
      platform,
      target,
      buildArgs,
    ]);
    const first = merged.get(key);
    merged.set(key, first === undefined ? candidate : withReasonOf(first, candidate));
  }
  return [...merged.values()];
}

function withReasonOf(first: ImageCandidate, { reason }: ImageCandidate): ImageCandidate {
  if (first.reason.text === reason.text) return first;
  return { ...first, reason: { kind: first.reason.kind, text: `${first.reason.text}, and ${reason.text}` } };
}
