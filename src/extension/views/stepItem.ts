import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';
import type { StepRow } from '../look/rows.ts';

/** `517 kB · +4 ~2 −1`: short, because the view is narrow; the icon tells of waste. */
export function stepDescription(step: StepRow): string {
  const { added, overwritten, hidden, shippedBytes } = step;
  const counts = [
    added > 0 ? `+${countText(added)}` : '',
    overwritten > 0 ? `~${countText(overwritten)}` : '',
    hidden > 0 ? `−${countText(hidden)}` : '',
  ];
  const figures = [shippedBytes > 0 ? bytesText(shippedBytes) : '', joined(counts, ' ')];
  return withoutFigures(step) ?? joined(figures, ' · ');
}

/** The same in words, for screen readers, and with what is wasted. */
export function stepWords(step: StepRow): string {
  const { added, overwritten, hidden, shippedBytes, wastedBytes } = step;
  const figures = [
    added > 0 ? vscode.l10n.t('{0} added', countText(added)) : '',
    overwritten > 0 ? vscode.l10n.t('{0} overwritten', countText(overwritten)) : '',
    hidden > 0 ? vscode.l10n.t('{0} hidden', countText(hidden)) : '',
    shippedBytes > 0 ? bytesText(shippedBytes) : '',
    wastedBytes > 0 ? vscode.l10n.t('{0} wasted', bytesText(wastedBytes)) : '',
  ];
  return withoutFigures(step) ?? joined(figures, ', ');
}

/** Null for a step that has figures of its own. */
function withoutFigures({ own, layers, stale }: StepRow): string | null {
  if (layers.length === 0) return stale ? vscode.l10n.t('changed since the build') : '';
  return own.length === 0 ? vscode.l10n.t('in one layer with a later line') : null;
}

const joined = (parts: readonly string[], separator: string): string =>
  parts.filter((part) => part !== '').join(separator);

export function stepTooltip(step: StepRow): vscode.MarkdownString {
  const { line, text, added, overwritten, hidden, shippedBytes, wastedBytes, because } = step;
  const tooltip = new vscode.MarkdownString();
  tooltip.appendCodeblock(text, 'dockerfile');
  const figures = [
    vscode.l10n.t('{0} added', countText(added)),
    vscode.l10n.t('{0} overwritten', countText(overwritten)),
    vscode.l10n.t('{0} hidden', countText(hidden)),
    vscode.l10n.t('{0} shipped', bytesText(shippedBytes)),
    vscode.l10n.t('{0} wasted', bytesText(wastedBytes)),
  ];
  tooltip.appendText(`${vscode.l10n.t('Line {0}', line)}\n${figures.join(' · ')}\n${because}`);
  return tooltip;
}

export function stepIcon({ layers, confidence, stale, wastedBytes, shippedBytes }: StepRow): vscode.ThemeIcon {
  if (stale) return new vscode.ThemeIcon('edit');
  if (layers.length === 0) return new vscode.ThemeIcon('circle-small');
  if (confidence === 'low') return new vscode.ThemeIcon('question');
  const isWasteful = wastedBytes > 0 && wastedBytes * MARKED >= shippedBytes;
  return isWasteful
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('layers');
}

/** A step is marked from this part of its bytes on. */
const MARKED = 100;
