import { type CandidateSource, nothingFound } from './choiceContext.ts';
import { foundNamed, namedCandidate } from './namedImage.ts';

/** What the user chose for this Dockerfile. */
export const chosenImage: CandidateSource = async (dockerfilePath, context) => {
  if (context.chosen === null) return nothingFound;
  const reason = { kind: 'chosen', text: 'the image you chose for this Dockerfile' } as const;
  return foundNamed([namedCandidate(context.chosen, reason, dockerfilePath, context)], context);
};
