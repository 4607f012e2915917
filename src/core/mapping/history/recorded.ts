/** The builders whose way of writing `created_by` we can tell apart. */
export type Builder = 'docker' | 'buildkit' | 'buildah' | 'kaniko';

/** What a checksum in `COPY dir:837c… in ./` stands for. */
export type SourceKind = 'file' | 'dir' | 'multi';

/** A history entry that an instruction of some Dockerfile left. */
export interface RecordedInstruction {
  readonly kind: 'instruction';
  /** Null where the text alone does not tell; then its neighbours do. */
  readonly builder: Builder | null;
  /** Upper case. */
  readonly instruction: string;
  /** What stands after the keyword; of a RUN the shell and the command, without build arguments. */
  readonly text: string;
  /** Values of build arguments: of an ARG, or before a RUN (`|1 VERSION=1.2.3 …`). */
  readonly buildArgs: ReadonlyMap<string, string>;
  /** COPY and ADD of the classic builder and of buildah name what was copied by kind and checksum only. */
  readonly source: SourceKind | null;
}

/** All that was built since the base, or base and all, made into one layer by `docker build --squash`. */
export interface RecordedSquash {
  readonly kind: 'squash';
}

/** An entry that no Dockerfile instruction leaves. */
export interface RecordedForeign {
  readonly kind: 'foreign';
  /** What made it, for people: `docker import`, `Bazel`. */
  readonly maker: string;
}

export type Recorded = RecordedInstruction | RecordedSquash | RecordedForeign;

export const noBuildArgs: ReadonlyMap<string, string> = new Map();
