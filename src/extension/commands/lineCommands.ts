import * as vscode from 'vscode';
import { stepOfLayer } from '../look/rows.ts';
import type { FileNode } from '../views/filesNode.ts';
import { showLine } from '../views/stepsView.ts';
import type { WasteNode } from '../views/wasteView.ts';
import type { Bench, Command } from './command.ts';

/** The line that wrote a file: of one that is gone, the line that wrote what was there. */
export const goToWriter: Command = async (bench, node) => {
  const layer = writerOf(node as FileNode | WasteNode | undefined);
  if (layer !== null) await goToLayer(bench, layer);
};

/** The line that overwrote or removed a file. */
export const goToHider: Command = async (bench, node) => {
  const given = node as FileNode | WasteNode | undefined;
  if (given?.kind !== 'file') return;
  if ('isGrouped' in given) await goToLayer(bench, given.row.hiddenBy.layer);
  else if (given.row.gone) await goToLayer(bench, given.row.layer);
};

function writerOf(node: FileNode | WasteNode | undefined): number | null {
  if (node === undefined || node.kind === 'more') return null;
  if (node.kind === 'writer') return node.layer.layer;
  if ('isGrouped' in node) return node.row.layer;
  return node.row.gone ? (node.row.previous?.layer ?? null) : node.row.layer;
}

async function goToLayer({ look }: Bench, layer: number): Promise<void> {
  const { steps, subject } = look.now;
  const row = stepOfLayer(steps, layer);
  if (row === undefined || subject?.kind !== 'dockerfile') {
    look.select({ kind: 'layer', layer });
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No line of a Dockerfile is known to have made layer {0}.', layer),
    );
    return;
  }
  await showLine(look, row.line, false);
}
