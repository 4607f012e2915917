import type { DeadFile } from '../merge/waste.ts';

export type HowHidden = DeadFile['hiddenBy']['how'];

/** What happened to wasted files, before the place where it did: `removed in line 29`. */
export const hidingWords: Readonly<Record<HowHidden, string>> = {
  removed: 'removed',
  modified: 'overwritten',
  metadata: 'shipped again for its mode or owner',
  identical: 'shipped again unchanged',
};

/** The same of several files. */
export const hidingWordsOfSeveral: typeof hidingWords = {
  ...hidingWords,
  metadata: 'shipped again for their mode or owner',
};
