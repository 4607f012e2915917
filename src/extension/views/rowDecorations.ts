import * as vscode from 'vscode';
import { ROW_SCHEME } from '../files/imageUri.ts';
import { type ChangeKind, changeWord } from './fileFilter.ts';

const MARKS: Readonly<Record<ChangeKind, readonly [badge: string, color: string]>> = {
  added: ['A', 'layerwise.addedForeground'],
  modified: ['M', 'layerwise.modifiedForeground'],
  metadata: ['P', 'layerwise.metadataForeground'],
  identical: ['=', 'layerwise.identicalForeground'],
  removed: ['D', 'layerwise.removedForeground'],
};

/** Colours and letters of what the selected step changed. */
export const rowDecorations: vscode.FileDecorationProvider = {
  provideFileDecoration({ scheme, query }) {
    if (scheme !== ROW_SCHEME || !isChange(query)) return undefined;
    const [badge, color] = MARKS[query];
    return new vscode.FileDecoration(badge, changeWord(query), new vscode.ThemeColor(color));
  },
};

function isChange(query: string): query is ChangeKind {
  return Object.hasOwn(MARKS, query);
}
