import { basename } from 'node:path';
import * as vscode from 'vscode';
import { bytesText } from '../core/words/bytesText.ts';
import { familiarName } from '../core/words/familiarName.ts';
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
      return `$(loading~spin) ${basename(image.path)}`;
    case 'failed':
      return `$(error) ${basename(image.path)}`;
    case 'open': {
      const tag = image.tags.at(0);
      const name = tag === undefined ? basename(image.path) : familiarName(tag);
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
  const lines = [image.path, image.reason];
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
