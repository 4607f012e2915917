import * as vscode from 'vscode';
import { type PictureTexts, pictureTexts } from '../../core/words/pictureTexts.ts';

/** The texts of the picture in the language of the editor. */
export function translatedTexts(): PictureTexts {
  const names = Object.keys(pictureTexts) as (keyof PictureTexts)[];
  const texts: Record<string, string> = {};
  for (const name of names) texts[name] = vscode.l10n.t(pictureTexts[name]);
  return texts as PictureTexts;
}
