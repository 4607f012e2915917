import * as v from 'valibot';
import * as vscode from 'vscode';
import { FromPicture, type ToPicture } from '../../protocol/pictureMessages.ts';
import { pictureHtml } from './pictureHtml.ts';
import { translatedTexts } from './translatedTexts.ts';

/** What the page says, once it is ready. */
export type Told = Exclude<FromPicture, { type: 'ready' }>;

export interface WebviewMeans {
  readonly panel: vscode.WebviewPanel;
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  /** The page is ready: when it is opened, and again whenever the tab was hidden. */
  readonly onReady: () => void;
  readonly hear: (told: Told) => void;
}

/** The page in a tab that draws pictures. What it says is checked. */
export class PictureWebview implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  private readonly listening: vscode.Disposable;
  private isReady = false;

  constructor({ panel, extensionUri, log, onReady, hear }: WebviewMeans) {
    this.panel = panel;
    this.listening = panel.webview.onDidReceiveMessage((message: unknown) => {
      const checked = v.safeParse(FromPicture, message);
      if (!checked.success) log.warn(`The picture said what it cannot: ${checked.issues[0].message}`);
      else if (checked.output.type === 'ready') {
        this.isReady = true;
        this.tell({ type: 'texts', texts: translatedTexts() });
        onReady();
      } else hear(checked.output);
    });
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'layers.svg');
    const programs = programsOf(extensionUri);
    panel.webview.options = webviewOptions(extensionUri);
    panel.webview.html = pictureHtml(panel.webview, programs);
  }

  /** Before the page is ready nobody hears it. */
  tell(message: ToPicture): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }

  /** Where a document does not cover the picture. */
  columnBeside(): vscode.ViewColumn {
    return this.panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
  }

  dispose(): void {
    this.listening.dispose();
  }
}

export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [programsOf(extensionUri)] };
}

function programsOf(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist');
}
