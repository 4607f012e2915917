import * as vscode from 'vscode';
import type { ImageSummary } from '../../protocol/imageSummary.ts';
import { archiveSteps } from '../look/archiveSteps.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Bench, Command } from './command.ts';
import { withCancel } from './withCancel.ts';

let keys = 0;

/** Asks for an image file, or takes one from the explorer, and looks at it without a Dockerfile. */
export const analyzeArchive: Command = async (bench, argument) => {
  const uri = argument instanceof vscode.Uri ? argument : await askForArchive();
  if (uri === undefined) return;
  const path = uri.fsPath;
  const tag = await tagOf(bench, path);
  if (tag === null) return;
  const key = `archive:${++keys}`;
  const summary = await openWithProgress(bench.server, key, path, tag);
  await releaseArchive(bench);
  bench.images.remember(summary.image.id, { path, ...(tag === undefined ? {} : { tag }) });
  bench.look.begin({ kind: 'archive', path });
  bench.look.change({
    image: {
      state: 'open',
      path,
      reason: vscode.l10n.t('the archive that was chosen'),
      key,
      id: summary.image.id,
      tags: summary.image.tags,
      isReloading: false,
      previous: null,
    },
    steps: archiveSteps(summary),
  });
  await vscode.commands.executeCommand('layerwise.steps.focus');
};

/** Lets go of an archive that nobody will look at again. */
async function releaseArchive({ look, server }: Bench): Promise<void> {
  const { subject, image } = look.now;
  if (subject?.kind === 'archive' && image?.state === 'open') await server.ask('release', { image: image.key });
}

export async function askForArchive(title?: string): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: title ?? vscode.l10n.t('Choose an image archive'),
    openLabel: vscode.l10n.t('Analyze'),
    canSelectMany: false,
    filters: {
      [vscode.l10n.t('Image archives')]: ['tar', 'gz', 'tgz', 'zst'],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  return chosen?.at(0);
}

/** Which of several images; undefined for the only one, null when nobody chose. */
export async function tagOf({ server }: Pick<Bench, 'server'>, path: string): Promise<string | undefined | null> {
  const { tags } = await server.ask('recognize', { path });
  if (new Set(tags).size < 2) return undefined;
  const chosen = await vscode.window.showQuickPick([...tags], { title: vscode.l10n.t('Which image of the archive?') });
  return chosen ?? null;
}

/** Reads an image with a progress that can be stopped. */
export async function openWithProgress(
  server: LanguageServer,
  key: string,
  path: string,
  tag?: string,
): Promise<ImageSummary> {
  return withCancel(vscode.l10n.t('Layerwise: reading {0}', path), (token) =>
    server.ask('open', { key, path, tag }, token),
  );
}
