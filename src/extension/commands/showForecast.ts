import * as vscode from 'vscode';
import type { Command } from './command.ts';

/** From the lens of a line without an image: `{ uri, line }`. What is known of it stands in the hover. */
export const showForecast: Command = async (_, argument) => {
  const { uri, line } = (argument ?? {}) as { readonly uri?: unknown; readonly line?: unknown };
  if (typeof uri !== 'string' || typeof line !== 'number') return;
  const at = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(at, at) });
  await vscode.commands.executeCommand('editor.action.showHover');
};
