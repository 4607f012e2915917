import { type CandidateSource, nothingFound } from './choiceContext.ts';
export const bakeImages: CandidateSource = () => Promise.resolve(nothingFound);
