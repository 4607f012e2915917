/**
 * What a rule saw in one layer: plain data, and small however many files it is about. It knows no Dockerfile, so that it
 * can be kept with the tree it was seen in; `findings.ts` makes findings at lines of it.
 */
export interface Sighting {
  /** The name of its rule. */
  readonly rule: string;
  /** What of it, in a word of the rule's own: `apt`, `private-key`; empty where the rule knows only one kind. */
  readonly kind: string;
  /** The layer that ships the files. */
  readonly layer: number;
  /** The layer that removed or covered them; null where that is not the matter. */
  readonly hiddenBy: number | null;
  readonly files: number;
  /** What could be saved, in bytes of content. */
  readonly bytes: number;
  /** Some of the files, largest first. */
  readonly paths: readonly SeenPath[];
  /**
   * Where the files are: the uppermost paths that the rule knows, those with most bytes first; empty where it knows none. Of
   * `duplicate-content` the paths that they are copies of.
   */
  readonly places: readonly SeenPath[];
}

export interface SeenPath {
  readonly path: string;
  readonly bytes: number;
}

/** How many paths stand for the rest, in each of the lists. */
export const SEEN_PATHS = 8;
