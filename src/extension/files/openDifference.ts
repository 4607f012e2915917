import { posix } from 'node:path';
import * as vscode from 'vscode';
import { showControls } from '../../core/words/showControls.ts';
import type { Compared, ComparedImage } from '../look/comparison.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { fileUri } from './imageUri.ts';

/**
 * Shows a file of both images in the diff editor; one that only one of them has, as it is there.
 *
 * @param has Which image has a file at the path.
 */
export async function openDifference(
  server: LanguageServer,
  { a, b }: Compared,
  path: string,
  has: { readonly a: boolean; readonly b: boolean },
  options: vscode.TextDocumentShowOptions = {},
): Promise<void> {
  const before = has.a ? await readable(server, a, path) : undefined;
  const after = has.b ? await readable(server, b, path) : undefined;
  const shown = { preview: true, ...options };
  if (before !== undefined && after !== undefined) {
    const title = vscode.l10n.t('{0}: {1} → {2}', showControls(posix.basename(path)), a.short, b.short);
    await vscode.commands.executeCommand('vscode.diff', before, after, title, shown);
  } else if (before !== undefined || after !== undefined) {
    await vscode.commands.executeCommand('vscode.open', after ?? before, shown);
  }
}

/** The URI of a file whose contents are there. Of an image whose file was overwritten they are gone, which is said. */
async function readable(server: LanguageServer, side: ComparedImage, path: string): Promise<vscode.Uri | undefined> {
  const found = await findIn(server, side, path);
  if (found === undefined) return undefined;
  try {
    await server.ask('content', { image: side.key, view: { step: side.step }, node: found.node, length: 1 });
    return found.uri;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('/{0} of {1} cannot be shown, only that it differs: {2}', showControls(path), side.short, why),
    );
    return undefined;
  }
}

/** Whether the contents of a file are there on both sides; what is gone is said. */
export async function areReadable(server: LanguageServer, { a, b }: Compared, path: string): Promise<boolean> {
  return (await readable(server, a, path)) !== undefined && (await readable(server, b, path)) !== undefined;
}

/** A path of one side, if that has it. */
export async function findIn(
  server: LanguageServer,
  { key, id, step }: ComparedImage,
  path: string,
): Promise<{ readonly node: number; readonly uri: vscode.Uri } | undefined> {
  const row = await server.ask('find', { image: key, view: { step }, path });
  return row === null ? undefined : { node: row.node, uri: fileUri({ id, path, node: row.node, step, off: [] }) };
}
