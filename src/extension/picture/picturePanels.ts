import * as vscode from 'vscode';
import type { PictureState } from '../../protocol/pictureMessages.ts';
import { type PanelMeans, PicturePanel } from './picturePanel.ts';
import { webviewOptions } from './pictureWebview.ts';
import { subjectName } from './shownImage.ts';

/** The tabs with pictures, one for each Dockerfile or image. */
export interface PicturePanels {
  /** Of what is looked at; shows the tab that is there already. */
  show(): void;
  dispose(): void;
}

const TYPE = 'layerwise.picture';

export function picturePanels(
  context: vscode.ExtensionContext,
  means: Omit<PanelMeans, 'extensionUri'>,
): PicturePanels {
  const panels = new Map<string, PicturePanel>();
  const { extensionUri } = context;

  function fill(panel: vscode.WebviewPanel, subject: string, restored: string | null): void {
    const picture = new PicturePanel(panel, subject, { ...means, extensionUri }, restored);
    panels.set(subject, picture);
    panel.onDidDispose(() => {
      picture.dispose();
      if (panels.get(subject) === picture) panels.delete(subject);
    });
  }

  const serializer = vscode.window.registerWebviewPanelSerializer(TYPE, {
    deserializeWebviewPanel(panel, state: unknown) {
      const kept = keptState(state);
      if (kept === null || panels.has(kept.subject)) panel.dispose();
      else fill(panel, kept.subject, kept.id);
      return Promise.resolve();
    },
  });

  return {
    show() {
      const { subject, image } = means.look.now;
      if (subject === null || image?.state !== 'open') {
        throw new Error(vscode.l10n.t('No image is open. Open a Dockerfile that has one.'));
      }
      const name = subjectName(subject);
      const there = panels.get(name);
      if (there !== undefined) there.panel.reveal(undefined, false);
      else {
        const title = vscode.l10n.t('Picture of the Image');
        const options = webviewOptions(extensionUri);
        fill(vscode.window.createWebviewPanel(TYPE, title, vscode.ViewColumn.Beside, options), name, null);
      }
    },
    dispose() {
      serializer.dispose();
      for (const { panel } of [...panels.values()]) panel.dispose();
    },
  };
}

function keptState(state: unknown): PictureState | null {
  if (typeof state !== 'object' || state === null || !('subject' in state) || !('id' in state)) return null;
  const { subject, id } = state;
  return typeof subject === 'string' && typeof id === 'string' ? { subject, id } : null;
}
