import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';
import type { StepRow } from '../look/rows.ts';

/** `517 kB · +4 · 517 kB wasted`: short, because the view is narrow. */
export function stepDescription({
  own,
  layers,
  added,
  overwritten,
  hidden,
  shippedBytes,
  wastedBytes,
  stale,
}: StepRow): string {
  if (layers.length === 0) return stale ? vscode.l10n.t('changed since the build') : '';
  if (own.length === 0) return vscode.l10n.t('in one layer with a later line');
  return [
    shippedBytes > 0 ? bytesText(shippedBytes) : '',
    added > 0 ? `+${countText(added)}` : '',
    overwritten > 0 ? `~${countText(overwritten)}` : '',
    hidden > 0 ? `−${countText(hidden)}` : '',
    wastedBytes > 0 ? vscode.l10n.t('{0} wasted', bytesText(wastedBytes)) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

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
