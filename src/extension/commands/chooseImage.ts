import { basename } from 'node:path';
import * as vscode from 'vscode';
import { familiarName } from '../../core/words/familiarName.ts';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import { isDockerfile } from '../look/followEditor.ts';
import { askForArchive } from './analyzeArchive.ts';
import type { Bench, Command } from './command.ts';

type Candidate = ServerResult<'candidates'>[number];
type Item = vscode.QuickPickItem & { readonly choice?: Candidate | 'browse' | 'forget' };

/** Chooses the image of a Dockerfile among those that fit, or any file. The choice is remembered. */
export const chooseImage: Command = async (bench) => {
  const uri = dockerfileOf(bench);
  if (uri === undefined) throw new Error(vscode.l10n.t('Open a Dockerfile first: the image is chosen for it.'));
  const candidates = await bench.server.ask('candidates', { uri: uri.toString() });
  const item = await vscode.window.showQuickPick(itemsOf(candidates), {
    title: vscode.l10n.t('Image of {0}', basename(uri.path)),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (item?.choice === undefined) return;
  const image = await imageOf(item.choice);
  if (image === undefined) return;
  await bench.server.ask('chooseImage', { uri: uri.toString(), image });
};

/** The Dockerfile that is looked at. */
export function dockerfileOf({ look }: Bench): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isDockerfile(document)) return document.uri;
  return look.now.subject?.kind === 'dockerfile' ? look.now.subject.uri : undefined;
}

function itemsOf(candidates: readonly Candidate[]): Item[] {
  return [
    ...candidates.map((choice) => ({
      label: `$(package) ${choice.tag === undefined ? basename(choice.path) : familiarName(choice.tag)}`,
      description: choice.reason,
      detail: choice.path,
      choice,
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(folder-opened) ${vscode.l10n.t('Another image archive…')}`, choice: 'browse' },
    { label: `$(discard) ${vscode.l10n.t('Forget my choice')}`, choice: 'forget' },
  ];
}

async function imageOf(choice: NonNullable<Item['choice']>) {
  if (choice === 'forget') return null;
  if (choice !== 'browse') {
    const { path, tag, platform, target } = choice;
    return { path, tag, platform, target };
  }
  const uri = await askForArchive();
  return uri === undefined ? undefined : { path: uri.fsPath };
}
