import * as vscode from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';
import { type Candidate, type Choice, type EngineImage, type Item, imageItems } from './imageItems.ts';

export interface Picked {
  readonly choice: Choice;
  /** What was typed to filter the list. */
  readonly typed: string;
}

export interface AskedImage {
  readonly title: string;
  readonly placeholder: string;
  /** The Dockerfile whose images come first, if there is one. */
  readonly uri: vscode.Uri | undefined;
  /** Whether the choice may be taken back. */
  readonly canForget: boolean;
}

/**
 * Lets the user choose among images. The list is there at once; images of files, and then of engines, which may take some
 * seconds to answer, come into it as they are found.
 */
export async function pickImage(server: LanguageServer, asked: AskedImage): Promise<Picked | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = asked.title;
  pick.placeholder = asked.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const stopping = new vscode.CancellationTokenSource();
  const picked = new Promise<Picked | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const choice = pick.activeItems.at(0)?.choice;
      if (choice === undefined) return;
      resolve({ choice, typed: pick.value });
      pick.hide();
    });
    pick.onDidHide(() => resolve(undefined));
  });
  void fill(pick, server, asked, stopping.token);
  pick.show();
  const result = await picked;
  stopping.cancel();
  pick.dispose();
  return result;
}

async function fill(
  pick: vscode.QuickPick<Item>,
  server: LanguageServer,
  { uri, canForget }: AskedImage,
  token: vscode.CancellationToken,
): Promise<void> {
  let candidates: readonly Candidate[] = [];
  let images: readonly EngineImage[] = [];
  const show = (): void => {
    if (!token.isCancellationRequested) showItems(pick, imageItems(candidates, images, Date.now(), canForget));
  };
  pick.busy = true;
  show();
  try {
    if (uri !== undefined) {
      candidates = await server.ask('candidates', { uri: uri.toString(), engines: false }, token);
      show();
      candidates = await server.ask('candidates', { uri: uri.toString() }, token);
    }
    images = (await server.ask('engineImages', {}, token)).images;
    show();
  } catch (error) {
    if (!token.isCancellationRequested) server.log.warn(error instanceof Error ? error.message : String(error));
  }
  if (!token.isCancellationRequested) pick.busy = false;
}

/** The row that the user has come to stays theirs; until then it is the first. */
function showItems(pick: vscode.QuickPick<Item>, items: readonly Item[]): void {
  const before = pick.items.indexOf(pick.activeItems[0]) > firstRow(pick.items) ? keyOf(pick.activeItems[0]) : null;
  pick.keepScrollPosition = before !== null;
  pick.items = items;
  const active = before === null ? undefined : items.find((item) => keyOf(item) === before);
  if (active !== undefined) pick.activeItems = [active];
}

function firstRow(items: readonly Item[]): number {
  return items.findIndex(({ choice }) => choice !== undefined);
}

function keyOf({ choice }: Item): string {
  return JSON.stringify(choice) ?? '';
}
