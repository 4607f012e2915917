import * as vscode from 'vscode';
import type { Look } from './look/look.ts';

/** What menus and empty views of package.json ask for. */
export function contexts(look: Look): vscode.Disposable {
  const tell = (): void => {
    const { subject, image, off } = look.now;
    const set = (name: string, value: unknown): void => {
      void vscode.commands.executeCommand('setContext', `layerwise.${name}`, value);
    };
    set('subject', subject?.kind ?? 'nothing');
    set('image', image?.state ?? 'nothing');
    set('hasPrevious', image?.state === 'open' && image.previous !== null);
    set('isPeeled', off.size > 0);
  };
  tell();
  return look.onDidChange(tell);
}
