import { basename } from 'node:path';
import * as vscode from 'vscode';
import { isDockerfile } from '../look/followEditor.ts';
import { askForArchive } from './analyzeArchive.ts';
import type { Bench, Command } from './command.ts';
import type { ChosenImage } from './imageItems.ts';
import { type Picked, pickImage } from './pickImage.ts';

/** Chooses the image of a Dockerfile: among those that fit, of engines, by any name, or a file. The choice is remembered. */
export const chooseImage: Command = async (bench) => {
  const uri = dockerfileOf(bench);
  if (uri === undefined) throw new Error(vscode.l10n.t('Open a Dockerfile first: the image is chosen for it.'));
  const picked = await pickImage(bench.server, {
    uri,
    title: vscode.l10n.t('Image of {0}', basename(uri.path)),
    placeholder: vscode.l10n.t('Choose the image that was built from this Dockerfile'),
    canForget: true,
  });
  const image = picked && (await imageOf(picked));
  if (image === undefined) return;
  await bench.server.ask('chooseImage', { uri: uri.toString(), image });
};

/** The Dockerfile that is looked at. */
export function dockerfileOf({ look }: Bench): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isDockerfile(document)) return document.uri;
  return look.now.subject?.kind === 'dockerfile' ? look.now.subject.uri : undefined;
}

/** Null to forget the choice, undefined to leave it as it is. */
export async function imageOf({ choice, typed }: Picked): Promise<ChosenImage | null | undefined> {
  switch (choice) {
    case 'forget':
      return null;
    case 'byName': {
      const reference = await askForName(typed);
      return reference === undefined ? undefined : { reference };
    }
    case 'archive': {
      const uri = await askForArchive();
      return uri === undefined ? undefined : { path: uri.fsPath };
    }
    default:
      return choice;
  }
}

async function askForName(typed: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Image by name'),
    prompt: vscode.l10n.t('A name, an ID or a digest; docker:// or podman:// before it says whose it is.'),
    placeHolder: 'docker://web:1.0',
    value: typed,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Write the name of an image.') : undefined),
  });
  return name?.trim();
}
