/** Something that a builder did: an instruction of the Dockerfile, or what it had to do besides. */
export interface BuildVertex {
  /** BuildKit's digest of it, which its provenance knows too; null of other builders. */
  readonly digest: string | null;
  /** As the builder calls it: `[stage-1 2/5] RUN make`, `STEP 2/5: RUN make`. */
  readonly name: string;
  /** How long it took; null when it was not done to its end, or nobody said. */
  readonly seconds: number | null;
  /** Nothing was done: the result was in the builder's cache. */
  readonly cached: boolean;
}

/** Reads what a builder says, as it comes. */
export interface BuildOutput {
  /**
   * Takes a piece of any length.
   *
   * @param at seconds on any clock, for builders that tell no times themselves
   * @returns lines to show, which are not escaped
   */
  take(text: string, at: number): readonly string[];
  /** Takes what is left when the builder has ended. */
  end(at: number): readonly string[];
  /** What was done so far, in the order in which the builder told of it. */
  vertexes(): readonly BuildVertex[];
}

/** What is kept of one build: more is no Dockerfile's. */
export const MOST_VERTEXES = 10_000;
