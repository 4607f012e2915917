/** What BuildKit recorded of a build, in the words of this project. */
export interface Provenance {
  /** Of the SLSA predicate. */
  readonly version: 'v0.2' | 'v1';
  /** The Dockerfile as it was built; null with mode=min. */
  readonly dockerfile: RecordedDockerfile | null;
  /** `--target`; null for the last stage. */
  readonly target: string | null;
  /** `--build-arg`, where it was recorded. */
  readonly buildArgs: ReadonlyMap<string, string>;
  /** What was done, in no particular order; empty with mode=min, which has neither lines nor layers. */
  readonly operations: readonly Operation[];
  /** By the digests that the builder's progress tells of them, ids of operations. */
  readonly vertexes: ReadonlyMap<string, string>;
}

export interface RecordedDockerfile {
  readonly name: string;
  readonly text: string;
}

/** A vertex of BuildKit's graph, `stepN` in the predicate. */
export interface Operation {
  readonly id: string;
  /** Where it stands in the Dockerfile: once for each stage that shares it, sometimes nowhere. */
  readonly locations: readonly LineRange[];
  /** For each result the layers of its file system from the base up, each with the digests that it goes by. */
  readonly chains: readonly (readonly (readonly string[])[])[];
  /** The image it pulls, or null. */
  readonly image: string | null;
}

/** Lines from 1, both ends included. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}
