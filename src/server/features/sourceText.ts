import type { SourceKind } from '../../core/image/types.ts';

/** Where an image is that is not in a file; empty for one that is. Which engine it is, the reason for choosing it says. */
export function sourceText(source: SourceKind): string {
  if (source === 'engine') return ' in an engine';
  return source === 'registry' ? ' in a registry' : '';
}
