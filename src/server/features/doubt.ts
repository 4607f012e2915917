import type { StepLayers } from '../../core/mapping/types.ts';

/** Why the figures at a step are not plainly its own; null also for a step without figures. */
export type Doubt = 'stale' | 'guessed' | null;

export function doubtOf({ stale, confidence, layers }: Pick<StepLayers, 'stale' | 'confidence' | 'layers'>): Doubt {
  if (layers.length === 0) return null;
  return stale ? 'stale' : confidence === 'low' ? 'guessed' : null;
}

/** Stands before what is in doubt, so that it catches the eye. */
export function doubtMark(doubt: Doubt): string {
  return doubt === 'stale' ? '~ ' : doubt === 'guessed' ? '? ' : '';
}

/** Said after figures; empty for those without doubt. */
export function doubtSentence(doubt: Doubt): string {
  if (doubt === 'stale') return 'The line changed since the image was built: this is of its former text.';
  return doubt === 'guessed' ? 'Which layer the line made is a guess.' : '';
}
