import type { AnnotatedDocument } from '../features/annotatedDocument.ts';

/** Whether an image tells what a line brought, as the line is now: then no forecast of it is needed. */
export function hasImageResult(model: AnnotatedDocument | null): (step: number) => boolean {
  return (step) => {
    const found = model?.annotations.steps.at(step);
    return found !== undefined && found.layers.length > 0 && !found.stale;
  };
}
