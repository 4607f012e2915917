import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The Dockerfile of the workspace, open, with its lenses there. */
export async function openSample(): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.at(0);
  assert(folder, 'a workspace is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'Dockerfile'));
  await vscode.window.showTextDocument(document);
  await lensesOf(document);
  return document;
}

/** Ours, but for forecasts, which need no image. */
export function isOfImage({ command }: vscode.CodeLens): boolean {
  return command?.command.startsWith('layerwise.') === true && command.command !== 'layerwise.showForecast';
}

/** Once the image is read. */
export function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  return eventually(async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      100,
    );
    const ours = lenses.filter(isOfImage);
    return ours.length > 0 ? ours : null;
  });
}

/** Asks again until there is something; the runner bounds how long. */
export async function eventually<T>(ask: () => Promise<T | null> | T | null): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
