import type { Dockerfile, Step } from '../dockerfile/types.ts';
import { quoted } from './quoted.ts';

/**
 * Where a `COPY --from` takes its files, for people; empty for every other step. Stages go by name or number and stand
 * above the step; any other word is an image. https://docs.docker.com/reference/dockerfile/#copy---from
 */
export function copySource({ stages }: Dockerfile, step: Step): string {
  const from = step.flags.find(({ name }) => name === 'from')?.value ?? '';
  if (from === '' || step.stage === null) return '';
  const wanted = from.toLowerCase();
  const above = stages.slice(0, step.stage);
  const stage =
    above.findLast(({ name }) => name?.toLowerCase() === wanted) ?? above.find(({ index }) => `${index}` === wanted);
  return stage === undefined
    ? `Its files come from the image ${quoted(from)}.`
    : `Its files come from stage ${quoted(stage.name ?? `${stage.index}`)}.`;
}
