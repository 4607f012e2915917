import type * as v from 'valibot';
import { changes, children, content, find, pathUse, versions, waste } from './browseQuestions.ts';
import { diff, diffChildren, diffGroups, growth } from './diffQuestions.ts';
import { allowEngines, engineImages, fittingImages, followEngines, identify } from './engineQuestions.ts';
import { hold, open, recognize, release, remember, summary } from './openQuestions.ts';
import { picture } from './picture.ts';
import type { Question } from './question.ts';
import { joins, without } from './whatIfQuestions.ts';

/** Every question that the merger answers. */
export const questions = {
  recognize,
  identify,
  open,
  remember,
  release,
  summary,
  children,
  changes,
  find,
  versions,
  content,
  waste,
  diff,
  diffGroups,
  diffChildren,
  growth,
  joins,
  without,
  pathUse,
  picture,
  hold,
  allowEngines,
  engineImages,
  fittingImages,
  followEngines,
} as const satisfies Record<string, Question>;

export type QuestionName = keyof typeof questions;
/** As it is asked: what has a default may be left out. */
export type ParamsOf<Name extends QuestionName> = v.InferInput<(typeof questions)[Name]['params']>;
/** As it is answered. */
export type CheckedParams<Name extends QuestionName> = v.InferOutput<(typeof questions)[Name]['params']>;
export type ResultOf<Name extends QuestionName> = v.InferOutput<(typeof questions)[Name]['result']>;
