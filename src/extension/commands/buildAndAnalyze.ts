import { basename } from 'node:path';
import * as vscode from 'vscode';
import { buildTerminal } from './buildTerminal.ts';
import { dockerfileOf } from './chooseImage.ts';
import type { Command } from './command.ts';

/**
 * Builds the image of a Dockerfile with the user's own builder, whose output stands in a terminal, and chooses it for the
 * Dockerfile. Closing the terminal, or Ctrl+C in it, ends the build.
 */
export const buildAndAnalyze: Command = async (bench) => {
  if (!vscode.workspace.isTrusted) {
    throw new Error(vscode.l10n.t('Nothing is built in a workspace that is not trusted.'));
  }
  const uri = dockerfileOf(bench);
  if (uri === undefined) throw new Error(vscode.l10n.t('Open a Dockerfile first: it is what is built.'));
  await vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.save();
  const terminal = buildTerminal(vscode.l10n.t('Build {0}', basename(uri.path)));
  const listening = bench.server.onBuildOutput((output) => {
    if (output.uri === uri.toString()) terminal.show(output.lines);
  });
  try {
    const { image } = await bench.server.ask('build', { uri: uri.toString() }, terminal.token);
    terminal.end(vscode.l10n.t('Built {0}.', image));
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const cancelled = terminal.token.isCancellationRequested || isCancelled(error);
    terminal.end(cancelled ? vscode.l10n.t('The build was cancelled.') : text);
    if (cancelled) throw new vscode.CancellationError();
    throw error;
  } finally {
    listening.dispose();
  }
  await vscode.commands.executeCommand('layerwise.steps.focus');
};

/** By the progress that the server shows. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#errorCodes */
function isCancelled(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === -32800;
}
