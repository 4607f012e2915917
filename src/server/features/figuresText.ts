import type { Figures, StepAnnotation } from '../../core/annotations/types.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText, plural } from '../../core/words/countText.ts';

export const SEPARATOR = ' · ';

/** `+12 added`, `3 overwritten`, `2 hidden`, `45.2 MB`, `4.1 MB wasted`, of these what is not zero. */
export function figureParts({ added, overwritten, hidden, shippedBytes, wastedBytes }: Figures): string[] {
  return [
    ...(added > 0 ? [`+${countText(added)} added`] : []),
    ...(overwritten > 0 ? [`${countText(overwritten)} overwritten`] : []),
    ...(hidden > 0 ? [`${countText(hidden)} hidden`] : []),
    ...sizeParts({ shippedBytes, wastedBytes }),
  ];
}

function sizeParts({ shippedBytes, wastedBytes }: Pick<Figures, 'shippedBytes' | 'wastedBytes'>): string[] {
  return [
    ...(shippedBytes > 0 ? [bytesText(shippedBytes)] : []),
    ...(wastedBytes > 0 ? [`${bytesText(wastedBytes)} wasted`] : []),
  ];
}

/** What the step's own layers come to; of a base image's layers only how many and how large. */
export function stepParts({ own, baseLayers, figures, shownAt }: StepAnnotation): string[] {
  const elsewhere = shownAt.map(({ line }) => `one layer with line ${line ?? '?'}`);
  if (own.length === 0) return elsewhere;
  if (baseLayers > 0) return ['base image', plural(own.length, 'layer'), ...sizeParts(figures), ...elsewhere];
  const parts = figureParts(figures);
  return [...(parts.length > 0 ? parts : ['no files changed']), ...elsewhere];
}
