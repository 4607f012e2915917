/** Where a vertex stands in the Dockerfile, as its name says. */
export interface VertexPlace {
  /** Which instructions are counted. */
  readonly counted: 'of the stage that can make layers' | 'of the stage' | 'of the file';
  /** The stage's name, or `stage-` and its number from 0; null where the name does not say, so for the only stage. */
  readonly stage: string | null;
  /** From 1. */
  readonly position: number;
  readonly count: number;
  /** `linux/amd64` of a build for several platforms; else null. */
  readonly platform: string | null;
  /** The instruction, with variables expanded or not. */
  readonly text: string;
}

/** Reads a vertex's name, as BuildKit, Docker's classic builder, Podman or Buildah gave it; null for work of another kind. */
export function vertexPlace(name: string): VertexPlace | null {
  return classicPlace(name) ?? buildahPlace(name) ?? buildkitPlace(name);
}

/**
 * `[2/5] RUN make`, `[linux/arm64 stage-1 2/5] RUN make`, `[linux/amd64->arm64 …` of what runs on one platform for another.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go (prefixCommand)
 */
function buildkitPlace(name: string): VertexPlace | null {
  const found =
    /^\[ *(?:([a-z0-9]+\/[a-z0-9/.-]+?)(?:->([a-z0-9/.-]+))? +)?(?:([^\s\]]+) +)?(\d+)\/(\d+)\] (.+)$/s.exec(name);
  if (found === null) return null;
  const [, runsOn, target, stage, position, count, text = ''] = found;
  return {
    counted: 'of the stage that can make layers',
    stage: stage ?? null,
    position: Number(position),
    count: Number(count),
    platform: runsOn === undefined ? null : targetPlatform(runsOn, target),
    // The copy is one vertex, and what lays it over the layers below is another.
    text: text.replace(/^LINK /, ''),
  };
}

/** The operating system is left out where it is the same. */
function targetPlatform(runsOn: string, target: string | undefined): string {
  if (target === undefined) return runsOn;
  return /^(?:linux|windows|darwin|freebsd)\//.test(target) ? target : `${runsOn.split('/')[0]}/${target}`;
}

function classicPlace(name: string): VertexPlace | null {
  const found = /^Step (\d+)\/(\d+) : (.+)$/s.exec(name);
  if (found === null) return null;
  const [, position, count, text = ''] = found;
  return {
    counted: 'of the file',
    stage: null,
    position: Number(position),
    count: Number(count),
    platform: null,
    text,
  };
}

/** `STEP 2/5: RUN make`; with several stages `[1/2] STEP 2/5: RUN make`. */
function buildahPlace(name: string): VertexPlace | null {
  const found = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/(\d+): (.+)$/s.exec(name);
  if (found === null) return null;
  const [, stage, position, count, text = ''] = found;
  return {
    counted: 'of the stage',
    stage: stage === undefined ? null : `stage-${Number(stage) - 1}`,
    position: Number(position),
    count: Number(count),
    platform: null,
    text,
  };
}
