import * as vscode from 'vscode';
import { bytesText } from '../core/words/bytesText.ts';
import { familiarName } from '../core/words/familiarName.ts';
import { fullPlace, placeName } from '../core/words/pathOrReference.ts';
import { percentText } from '../core/words/percentText.ts';
import { isDockerfile } from './look/followEditor.ts';
import type { Look, Looked } from './look/look.ts';

/** The image of the Dockerfile that is edited, its size and efficiency; a click chooses another. */
export function statusItem(look: Look): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('layerwise.image', vscode.StatusBarAlignment.Right, 100);
  item.name = 'Layerwise';
  item.command = 'layerwise.chooseImage';
  const update = (): void => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || !isDockerfile(editor.document) || look.now.image === null) {
      item.hide();
      return;
    }
    item.text = statusText(look.now);
    item.tooltip = tooltipText(look.now);
    item.show();
  };
  return vscode.Disposable.from(item, look.onDidChange(update), vscode.window.onDidChangeActiveTextEditor(update));
}

function statusText({ image, steps }: Looked): string {
  switch (image?.state) {
    case 'opening':
      return `$(loading~spin) ${placeName(image)}`;
    case 'failed':
      return `$(error) ${placeName(image)}`;
    case 'open': {
      const tag = image.tags.at(0);
      const name = tag === undefined ? placeName(image) : familiarName(tag);
      const icon = image.isReloading ? '$(loading~spin)' : '$(layers)';
      if (steps === null) return `${icon} ${name}`;
      return `${icon} ${name} · ${bytesText(steps.totals.shippedBytes)} · ${percentText(steps.totals.efficiency)}`;
    }
    default:
      return `$(layers) ${vscode.l10n.t('no image')}`;
  }
}

function tooltipText({ image, steps }: Looked): string {
  if (image === null) return '';
  if (image.state === 'none') return `${image.text}\n${vscode.l10n.t('Click to choose an image.')}`;
  const lines = [fullPlace(image), image.reason];
  if (image.state === 'failed') lines.push(`${image.message}. ${image.advice}`);
  if (steps !== null) {
    const { visibleBytes, wastedBytes, blobBytes } = steps.totals;
    lines.push(
      vscode.l10n.t(
        '{0} visible, {1} wasted, {2} to pull',
        bytesText(visibleBytes),
        bytesText(wastedBytes),
        bytesText(blobBytes),
      ),
    );
  }
  return [...lines, vscode.l10n.t('Click to choose another image.')].join('\n');
}
