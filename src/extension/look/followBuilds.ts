import type * as vscode from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Comparison } from './comparison.ts';
import { showLastBuild } from './lastBuild.ts';
import type { Look } from './look.ts';

/** While the last build is compared, the next one takes its place as soon as its image is read. */
export function followBuilds(look: Look, comparison: Comparison, server: LanguageServer): vscode.Disposable {
  return look.onDidChange((changed) => {
    if (changed.has('image') && isOlder(look, comparison)) {
      showLastBuild(look, comparison, server).catch((error: unknown) => {
        server.log.warn(error instanceof Error ? error.message : String(error));
      });
    }
  });
}

function isOlder({ now: { image, subject } }: Look, { now }: Comparison): boolean {
  if (now?.kind !== 'lastBuild' || subject?.kind !== 'dockerfile' || image?.state !== 'open') return false;
  const isSubject = now.uri?.toString() === subject.uri.toString();
  return isSubject && image.previous !== null && image.id !== now.b.id;
}
