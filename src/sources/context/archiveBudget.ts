import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';

/** What may be spent on looking into the archives of one context, all together. An archive may be made to cost. */
export interface ArchiveBounds {
  readonly inflatedBytes: number;
  /** Folders on the way to them, too. */
  readonly entries: number;
  readonly milliseconds: number;
}

export const archiveBounds: ArchiveBounds = {
  inflatedBytes: 2_000_000_000,
  entries: 200_000,
  milliseconds: 10_000,
};

export interface ArchiveBudget {
  /** @throws Unread when it is too much */
  spend(what: { readonly inflatedBytes?: number; readonly entries?: number }): void;
}

/** Ends the reading of an archive; the message says why, for people. */
export class Unread extends Error {}

export function archiveBudget(bounds: ArchiveBounds): ArchiveBudget {
  const end = performance.now() + bounds.milliseconds;
  let allBytes = 0;
  let allEntries = 0;
  return {
    spend({ inflatedBytes = 0, entries = 0 }) {
      allBytes += inflatedBytes;
      allEntries += entries;
      if (allBytes > bounds.inflatedBytes) throw new Unread(`more than ${bytesText(bounds.inflatedBytes)} of archives`);
      if (allEntries > bounds.entries) throw new Unread(`more than ${countText(bounds.entries)} files in archives`);
      if (performance.now() > end) throw new Unread('it takes too long');
    },
  };
}
