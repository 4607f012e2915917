import type { Dockerfile, Step } from '../dockerfile/types.ts';
import type { Provenance } from '../mapping/provenance/provenance.ts';
import type { BuildVertex } from './buildOutput.ts';
import { stepAtPlace } from './stepAtPlace.ts';
import { vertexPlace } from './vertexPlace.ts';

/** What an instruction took when it was built. */
export interface StepTime {
  /** Position in `Dockerfile.steps`. */
  readonly step: number;
  /** Null when nothing had to be done for it. */
  readonly seconds: number | null;
  /** Its result was in the builder's cache. */
  readonly cached: boolean;
}

/**
 * What each instruction took, of those that the builder told of: at the lines that BuildKit's provenance gives for a vertex's
 * digest, else where the vertex's name says. Several vertexes of one instruction are counted together.
 *
 * @param built the Dockerfile as it was built
 * @param platform of the image, such as `linux/amd64`: what was done for others is not counted
 */
export function stepTimes(
  vertexes: readonly BuildVertex[],
  built: Dockerfile,
  provenance: Provenance | null,
  platform: string,
): readonly StepTime[] {
  const linesOf = linesByDigest(provenance);
  const told = new Map<number, BuildVertex[]>();
  for (const vertex of vertexes) {
    if (vertex.seconds === null && !vertex.cached) continue;
    const place = vertexPlace(vertex.name);
    if (isForOther(place?.platform ?? null, platform)) continue;
    const lines = vertex.digest === null ? undefined : linesOf.get(vertex.digest);
    const steps = lines === undefined ? [place && stepAtPlace(built, place)] : stepsAt(built, lines);
    for (const step of steps) if (step) told.set(step.index, [...(told.get(step.index) ?? []), vertex]);
  }
  return [...told].sort(([a], [b]) => a - b).map(([step, some]) => together(step, some));
}

function together(step: number, vertexes: readonly BuildVertex[]): StepTime {
  const done = vertexes.flatMap(({ seconds }) => seconds ?? []);
  if (done.length === 0) return { step, seconds: null, cached: true };
  return { step, seconds: done.reduce((sum, seconds) => sum + seconds, 0), cached: false };
}

type Lines = Provenance['operations'][number]['locations'];

function linesByDigest(provenance: Provenance | null): ReadonlyMap<string, Lines> {
  const operations = new Map(provenance?.operations.map(({ id, locations }) => [id, locations]));
  return new Map(
    [...(provenance?.vertexes ?? [])].flatMap(([digest, id]) => {
      const lines = operations.get(id) ?? [];
      return lines.length === 0 ? [] : [[digest, lines] as const];
    }),
  );
}

/** Instructions at lines; a stage's work that others share stands at several. */
function stepsAt({ steps }: Dockerfile, lines: Lines): readonly Step[] {
  return steps.filter((step) =>
    lines.some(({ startLine, endLine }) => step.startLine <= endLine && startLine <= step.endLine),
  );
}

/** A name may leave the variant out. */
function isForOther(named: string | null, platform: string): boolean {
  return named !== null && !`${named}/`.startsWith(`${platform}/`) && !`${platform}/`.startsWith(`${named}/`);
}
