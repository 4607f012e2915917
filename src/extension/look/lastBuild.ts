import * as vscode from 'vscode';
import { placeName } from '../../core/words/pathOrReference.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { ComparedImage, Comparison } from './comparison.ts';
import type { Look } from './look.ts';

/** Compares the image of the Dockerfile with the one that it had before its last build. False where none is known. */
export async function showLastBuild(
  look: Look,
  comparison: Comparison,
  server: LanguageServer,
  token?: vscode.CancellationToken,
): Promise<boolean> {
  const { image, subject } = look.now;
  if (image?.state !== 'open' || image.previous === null || subject?.kind !== 'dockerfile') return false;
  const { previous } = image;
  const name = placeName(image);
  const side = async (shown: string, id: string, called: string): Promise<ComparedImage> => {
    const key = await comparison.hold(shown);
    const { layers } = await server.ask('summary', { image: key }, token);
    return { key, id, step: layers.length - 1, name: called, short: called };
  };
  const a = await side(previous.key, previous.id, vscode.l10n.t('{0} before the last build', name));
  const b = await side(image.key, image.id, name);
  await comparison.show({ kind: 'lastBuild', a, b, uri: subject.uri }, token);
  return true;
}
