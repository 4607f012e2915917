import * as vscode from 'vscode';
import type { Look } from '../look/look.ts';

/** `line 37: RUN chown …` for a layer, or its number where no line made it. */
export function placeText(look: Look, layer: number): string {
  const { steps } = look.now;
  const step = steps?.layers.at(layer)?.step ?? null;
  const row = steps?.stages.flatMap((stage) => stage.steps).find((each) => each.step === step);
  return row === undefined ? vscode.l10n.t('layer {0}', layer) : vscode.l10n.t('line {0}: {1}', row.line, row.text);
}
