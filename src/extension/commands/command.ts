import type * as vscode from 'vscode';
import type { OpenImages } from '../files/openImages.ts';
import type { Comparison } from '../look/comparison.ts';
import type { Look } from '../look/look.ts';
import type { GrowthPanel } from '../picture/growthPanel.ts';
import type { PicturePanels } from '../picture/picturePanels.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { ComparisonView } from '../views/comparisonView.ts';
import type { FilesView } from '../views/filesView.ts';
import type { StepsView } from '../views/stepsView.ts';
import type { WasteView } from '../views/wasteView.ts';

/** What commands work with. */
export interface Bench {
  readonly context: vscode.ExtensionContext;
  readonly look: Look;
  readonly server: LanguageServer;
  readonly images: OpenImages;
  readonly steps: StepsView;
  readonly files: FilesView;
  readonly waste: WasteView;
  readonly pictures: PicturePanels;
  readonly growth: GrowthPanel;
  readonly comparison: Comparison;
  readonly comparisonView: ComparisonView;
}

/**
 * What a command of ours does. Its argument comes from a menu, a lens or another extension: it is checked by the command. A menu
 * of a view gives all that are selected too.
 */
export type Command = (bench: Bench, argument: unknown, selected?: unknown) => Promise<void> | void;
