import { Buffer } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import * as vscode from 'vscode';
import { readPiece } from '../files/imageFileSystem.ts';
import { parseFileUri } from '../files/imageUri.ts';
import type { Bench, Command } from './command.ts';
import { fileNode, nameOf, stepOf, uriOf } from './fileCommands.ts';

const PIECE = 16 * 1024 * 1024;

/** Writes a file of the image where the user says, piece by piece. */
export const saveToDisk: Command = async (bench, argument) => {
  const node = fileNode(argument);
  if (node?.row.type !== 'file') return;
  const folder = vscode.workspace.workspaceFolders?.at(0)?.uri;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save /{0}', node.path),
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, nameOf(node)) }),
  });
  if (target === undefined) return;
  const source = uriOf(bench, node, stepOf(bench, node));
  const title = vscode.l10n.t('Saving {0}', nameOf(node));
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const file = await open(target.fsPath, 'w');
    try {
      await copy(bench, source, file, node.row.size, progress, token);
    } finally {
      await file.close();
    }
  });
};

async function copy(
  { server, images }: Bench,
  source: vscode.Uri,
  file: FileHandle,
  size: number,
  progress: vscode.Progress<{ increment: number }>,
  token: vscode.CancellationToken,
): Promise<void> {
  const named = parseFileUri(source);
  for (let at = 0; at < size; ) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const { base64 } = await readPiece(server, images, named, at, PIECE);
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length === 0) break;
    await file.write(bytes);
    at += bytes.length;
    progress.report({ increment: (bytes.length / size) * 100 });
  }
}
