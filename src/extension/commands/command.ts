import type * as vscode from 'vscode';
import type { OpenImages } from '../files/openImages.ts';
import type { Look } from '../look/look.ts';
import type { PicturePanels } from '../picture/picturePanels.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { FilesView } from '../views/filesView.ts';
import type { WasteView } from '../views/wasteView.ts';

/** What commands work with. */
export interface Bench {
  readonly context: vscode.ExtensionContext;
  readonly look: Look;
  readonly server: LanguageServer;
  readonly images: OpenImages;
  readonly files: FilesView;
  readonly waste: WasteView;
  readonly pictures: PicturePanels;
}

/** What a command of ours does. Its argument comes from a menu, a lens or another extension: it is checked by the command. */
export type Command = (bench: Bench, argument: unknown) => Promise<void> | void;
