import * as vscode from 'vscode';
import { showControls } from '../../core/words/showControls.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { openDifference } from '../files/openDifference.ts';
import type { Compared, Comparison } from '../look/comparison.ts';
import { sidesOf } from '../look/comparison.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { showLineOf } from '../views/stepsView.ts';
import { PictureWebview, type Told, webviewOptions } from './pictureWebview.ts';
import { pathOfFile } from './shownImage.ts';

/** One tab with the picture of what is compared, whatever that is. */
export interface GrowthPanel {
  /** Shows the tab that is there already. */
  show(): void;
  dispose(): void;
}

interface Shown extends ServerResult<'growth'> {
  readonly compared: Compared;
}

export function growthPanel(
  { extensionUri }: vscode.ExtensionContext,
  comparison: Comparison,
  server: LanguageServer,
): GrowthPanel {
  let open: { readonly panel: vscode.WebviewPanel; readonly page: PictureWebview } | null = null;
  let shown: Shown | null = null;

  /** Of two comparisons, one right after the other, the later one is shown. */
  async function follow(): Promise<void> {
    const { now } = comparison;
    if (open === null) return;
    if (now === null) {
      shown = null;
      tell();
      return;
    }
    try {
      const uri = now.uri === undefined ? {} : { uri: now.uri.toString() };
      const growth = await server.ask('growth', { ...uri, ...sidesOf(now) });
      if (comparison.now !== now) return;
      shown = { ...growth, compared: now };
      tell();
    } catch (error) {
      if (comparison.now === now) tellNothing(error instanceof Error ? error.message : String(error));
    }
  }

  function tell(): void {
    if (shown === null) {
      tellNothing(
        comparison.now === null ? vscode.l10n.t('Nothing is compared any more.') : vscode.l10n.t('Comparing…'),
      );
      return;
    }
    const { compared, picture, steps } = shown;
    const [a, b] = [compared.a.short, compared.b.short];
    if (open !== null) open.panel.title = vscode.l10n.t('Picture of {0} → {1}', showControls(a), showControls(b));
    open?.page.tell({ type: 'growth', data: { a, b, picture, steps } });
  }

  function tellNothing(text: string): void {
    open?.page.tell({ type: 'nothing', text });
  }

  function hear(told: Told): void {
    if (shown === null || open === null) return;
    const { compared, picture, steps } = shown;
    if (told.type === 'open') {
      const path = pathOfFile(picture, told.file);
      if (path === null) return;
      const { before, after } = picture.files;
      const has = { a: before[told.file] > 0, b: after[told.file] > 0 };
      void openDifference(server, compared, path, has, { viewColumn: open.page.columnBeside() });
      return;
    }
    const line = told.step === null ? null : (steps.at(told.step)?.line ?? null);
    if (line === null || compared.uri === undefined) return;
    void showLineOf(compared.uri, line, { preserveFocus: true, column: open.page.columnBeside() });
  }

  const listening = comparison.onDidChange(() => void follow());
  return {
    show() {
      if (comparison.now === null) throw new Error(vscode.l10n.t('Nothing is compared. Compare two images first.'));
      if (open !== null) {
        open.panel.reveal(undefined, false);
        return;
      }
      const panel = vscode.window.createWebviewPanel(
        'layerwise.growth',
        vscode.l10n.t('Picture of the Comparison'),
        vscode.ViewColumn.Beside,
        webviewOptions(extensionUri),
      );
      const page = new PictureWebview({ panel, extensionUri, log: server.log, onReady: tell, hear });
      open = { panel, page };
      panel.onDidDispose(() => {
        page.dispose();
        [open, shown] = [null, null];
      });
      void follow();
    },
    dispose() {
      listening.dispose();
      open?.panel.dispose();
    },
  };
}
