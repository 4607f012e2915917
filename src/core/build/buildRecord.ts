import { parseDockerfile } from '../dockerfile/parseDockerfile.ts';
import type { Dockerfile } from '../dockerfile/types.ts';
import { carrySteps } from '../mapping/carrySteps.ts';
import type { StepTime } from './stepTimes.ts';

/** What is remembered of a build. */
export interface BuildRecord {
  /** The Dockerfile as it was built. */
  readonly text: string;
  readonly times: readonly StepTime[];
  /** JSON with the provenance of the build, where the image has none with it; else null. */
  readonly metadata: unknown;
}

/** What the steps of today's Dockerfile took, by their position; none of those that changed since. */
export function timesToday({ text, times }: BuildRecord, today: Dockerfile): ReadonlyMap<number, StepTime> {
  const carried = carrySteps(parseDockerfile(text), today);
  const kept = carried.filter(({ how, ambiguous }) => how === 'same' && !ambiguous);
  return new Map(
    kept.flatMap(({ built, step }) => {
      const time = times.find((one) => one.step === built);
      return time === undefined ? [] : [[step, { ...time, step }] as const];
    }),
  );
}
