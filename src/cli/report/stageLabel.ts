import type { Stage } from '../../core/dockerfile/types.ts';

/** A stage's name, or its number as `COPY --from` takes it. */
export function stageLabel(stage: Stage): string {
  return stage.name ?? String(stage.index);
}
