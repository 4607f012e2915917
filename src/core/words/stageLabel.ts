import type { Stage } from '../dockerfile/types.ts';

/** A stage's name, or its number as `COPY --from` takes it. */
export function stageLabel(stage: Pick<Stage, 'name' | 'index'>): string {
  return stage.name ?? String(stage.index);
}
