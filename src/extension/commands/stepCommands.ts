import * as vscode from 'vscode';
import { isDockerfile, refreshImage } from '../look/followEditor.ts';
import type { Look } from '../look/look.ts';
import { imageSteps, neighbour } from '../look/rows.ts';
import { isStepNode, layersOf, showLine } from '../views/stepsView.ts';
import type { Bench, Command } from './command.ts';

/** From a lens or a hover: `{ uri, step }`. */
export const showStep: Command = async (bench, argument) => {
  const { uri, step } = (argument ?? {}) as { readonly uri?: unknown; readonly step?: unknown };
  if (typeof uri !== 'string' || typeof step !== 'number') return;
  await lookAt(bench, vscode.Uri.parse(uri));
  bench.look.select({ kind: 'step', step });
  await vscode.commands.executeCommand('layerwise.files.focus');
};

/** From the lens at the top: `{ uri }`. */
export const showImage: Command = async (bench, argument) => {
  const { uri } = (argument ?? {}) as { readonly uri?: unknown };
  if (typeof uri === 'string') await lookAt(bench, vscode.Uri.parse(uri));
  bench.look.select({ kind: 'image' });
  await vscode.commands.executeCommand('layerwise.steps.focus');
};

async function lookAt({ look, server }: Bench, uri: vscode.Uri): Promise<void> {
  const { subject } = look.now;
  if (subject?.kind === 'dockerfile' && subject.uri.toString() === uri.toString()) return;
  look.begin({ kind: 'dockerfile', uri });
  await refreshImage(look, server);
}

export const analyzeDockerfile: Command = async (bench) => {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !isDockerfile(document)) {
    throw new Error(
      vscode.l10n.t('No Dockerfile is open. Open one, or analyze an image with “Analyze Image Archive”.'),
    );
  }
  await lookAt(bench, document.uri);
  await vscode.commands.executeCommand('layerwise.steps.focus');
  await refreshImage(bench.look, bench.server);
  const { image } = bench.look.now;
  if (image?.state !== 'none') return;
  const choose = vscode.l10n.t('Choose Image');
  const chosen = await vscode.window.showInformationMessage(image.text, choose);
  if (chosen === choose) await vscode.commands.executeCommand('layerwise.chooseImage');
};

export const reload: Command = async ({ look, server }) => {
  const { subject } = look.now;
  if (subject?.kind === 'dockerfile') await server.ask('reload', { uri: subject.uri.toString() });
};

export const nextStep: Command = (bench) => move(bench, 1);
export const previousStep: Command = (bench) => move(bench, -1);

async function move({ look }: Bench, direction: 1 | -1): Promise<void> {
  const { steps, selection } = look.now;
  const next = steps === null ? null : neighbour(steps, selection, direction);
  if (steps === null || next === null) return;
  look.select(next);
  const row = next.kind === 'step' ? imageSteps(steps).find(({ step }) => step === next.step) : undefined;
  if (row !== undefined) await showLine(look, row.line, true);
}

/** Peels the layers of a step off, of the selected one where none is given; puts them back where all are off. */
export const peelStep: Command = ({ look }, argument) => {
  const layers = isStepNode(argument) ? layersOf(argument) : selectedLayers(look);
  if (layers.length > 0)
    look.peel(
      layers,
      layers.every((layer) => look.now.off.has(layer)),
    );
};

function selectedLayers({ now: { steps, selection } }: Look): readonly number[] {
  if (selection.kind === 'layer') return [selection.layer];
  const row = steps === null || selection.kind === 'image' ? [] : imageSteps(steps);
  return row.find(({ step }) => selection.kind === 'step' && step === selection.step)?.own ?? [];
}

export const showLog: Command = ({ server }) => server.log.show();

/** The bundled sample has its image beside it. */
export const openSample: Command = async ({ context }) => {
  const uri = vscode.Uri.joinPath(context.extensionUri, 'sample', 'Dockerfile');
  await vscode.window.showTextDocument(uri);
  await vscode.commands.executeCommand('layerwise.steps.focus');
};
