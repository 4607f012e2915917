import type { Dockerfile, Stage, Step } from '../dockerfile/types.ts';

/**
 * The stage that a word in `FROM` or `--from=` means: by name or number, and only one above.
 * https://docs.docker.com/reference/dockerfile/#copy---from
 *
 * @param below the stage in which the word stands
 */
export function stageNamed({ stages }: Dockerfile, word: string, below: number): Stage | null {
  const wanted = word.toLowerCase();
  const above = stages.slice(0, below);
  const named = above.findLast(({ name }) => name?.toLowerCase() === wanted);
  return named ?? above.find(({ index }) => `${index}` === wanted) ?? null;
}

/** The stage that a `COPY --from` takes from; null for an image, and without the flag. */
export function copiedStage(dockerfile: Dockerfile, step: Step): Stage | null {
  const from = fromFlag(step)?.value ?? '';
  return from === '' || step.stage === null ? null : stageNamed(dockerfile, from, step.stage);
}

export function fromFlag({ flags }: Step): Step['flags'][number] | undefined {
  return flags.find(({ name }) => name === 'from');
}
