import type { MergedTree } from '../merge/mergedTree.ts';
import type { DeadFile } from '../merge/waste.ts';
import type { Sighting } from './sighting.ts';

/** `info` is of what many want to have, or cannot help. */
export type Severity = 'warning' | 'info';

/** What is worth fixing, told by the files that are really in an image. One a file; its page is docs/rules/NAME.md. */
export interface Rule {
  /** In words, as reports and settings name it: `deleted-in-later-layer`. */
  readonly name: string;
  /** What it is about, as a heading: `Files deleted in a later layer`. */
  readonly title: string;
  readonly severity: Severity;
  /** Told however small it is: it is not about bytes. */
  readonly always?: boolean;
  readonly sees: Seeing;
  /** One sentence without a full stop: what it saw and what it costs. Not escaped for any output. */
  readonly message: (sighting: Sighting, words: Words) => string;
  /** One sentence: what to do. */
  readonly advice: (sighting: Sighting, words: Words) => string;
}

/** How a rule finds its files. Those of a kind are looked for together, in one pass over the tree. */
export type Seeing =
  /** Files that a later layer made useless in one way. */
  | { readonly by: 'waste'; readonly how: DeadFile['hiddenBy']['how'] }
  /** Files that lie at certain paths. */
  | {
      readonly by: 'path';
      readonly kinds: readonly PathKind[];
      /** Files that a later layer took away count, too: who has the image can read them. Without it, only what no other path keeps. */
      readonly alsoHidden?: boolean;
    }
  /** Anything else that the layers tell. */
  | {
      readonly by: 'tree';
      readonly see: (tree: MergedTree) => readonly SightingOf[];
      /** Counted up when it comes to see otherwise: what was seen is kept in the cache. */
      readonly edition: number;
    };

/** The rule's name is put to it. */
export type SightingOf = Omit<Sighting, 'rule'>;

export interface PathKind {
  /** A word of the rule's own. */
  readonly kind: string;
  /**
   * Paths from the root, without a leading slash; what is below them is meant, too. `*` stands for any part of a name, `№` for
   * a number, `**` as the first component for any folders, or none; with `!` before it, a path and what is below it are not
   * meant, whatever else says so.
   */
  readonly paths: readonly string[];
  /** Only files at the paths themselves are meant, or only what is below them. */
  readonly as?: 'file' | 'folder';
  /** Smaller files are not meant, or larger ones; by default, empty ones. */
  readonly minBytes?: number;
  readonly maxBytes?: number;
  /** Where it is not the rule's. */
  readonly severity?: Severity;
}

/** How findings speak of places. */
export interface Words {
  /** `line 12`, or `layer 3` where no line is known. */
  readonly place: (layer: number) => string;
  /** Where files were removed or covered: `in line 12`, `by the line itself`, `in layer 3, which no line made`. */
  readonly hidden: (sighting: Pick<Sighting, 'layer' | 'hiddenBy'>) => string;
}
