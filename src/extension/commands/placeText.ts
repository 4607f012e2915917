import * as vscode from 'vscode';
import type { Look } from '../look/look.ts';
import { stepOfLayer } from '../look/rows.ts';

/** `line 37: RUN chown …` for a layer, or its number where no line made it. */
export function placeText(look: Look, layer: number): string {
  const row = stepOfLayer(look.now.steps, layer);
  return row === undefined ? vscode.l10n.t('layer {0}', layer) : vscode.l10n.t('line {0}: {1}', row.line, row.text);
}

/** `line 37`: for the name of a document. */
export function shortPlace(look: Look, layer: number): string {
  const row = stepOfLayer(look.now.steps, layer);
  return row === undefined ? vscode.l10n.t('layer {0}', layer) : vscode.l10n.t('line {0}', row.line);
}
