import type { Analysis } from '../../core/analysis.ts';
import { plural } from '../../core/words/countText.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import type { TextOptions } from './textOptions.ts';

const MOST = 8;

/** What is not as it should be, or worth knowing before the figures are believed. */
export function warningLines({ warnings }: Analysis, { style }: TextOptions): string[] {
  // Layers without a line have a place in the table.
  const told = warnings.filter(({ code }) => code !== 'unmatched-layer');
  const lines = told.slice(0, MOST).map(({ layer, message }) => {
    const place = layer === null || message.includes(`ayer ${layer}`) ? '' : `layer ${layer}: `;
    return `${style.warn('!')} ${escapeForTerminal(place + message)}`;
  });
  const more = told.length - lines.length;
  return more > 0
    ? [...lines, style.faint(`and ${plural(more, 'more warning')}: --format json lists them all`)]
    : lines;
}
