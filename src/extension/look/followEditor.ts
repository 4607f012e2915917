import * as vscode from 'vscode';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Look } from './look.ts';
import { stepAtLine } from './rows.ts';

/** Dockerfiles by what the editor calls them. */
export function isDockerfile({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'dockerfile' || languageId === 'containerfile';
}

/** Looks at the Dockerfile of the active editor, follows its image and, where the user wants it, its cursor. */
export function followEditor(look: Look, server: LanguageServer): vscode.Disposable {
  const update = (): void => void refreshSteps(look, server);
  const look_at = (editor: vscode.TextEditor | undefined): void => {
    if (editor === undefined || !isDockerfile(editor.document)) return;
    const { uri } = editor.document;
    const { subject } = look.now;
    if (subject?.kind === 'dockerfile' && subject.uri.toString() === uri.toString()) return;
    look.begin({ kind: 'dockerfile', uri });
    void refreshImage(look, server);
  };
  // When the window opens again, a picture may have the focus, beside the Dockerfile.
  const lookAtVisible = (editors: readonly vscode.TextEditor[]): void => {
    if (look.now.subject === null) look_at(editors.find(({ document }) => isDockerfile(document)));
  };
  let typing: NodeJS.Timeout | undefined;
  look_at(vscode.window.activeTextEditor);
  lookAtVisible(vscode.window.visibleTextEditors);
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(look_at),
    vscode.window.onDidChangeVisibleTextEditors(lookAtVisible),
    server.onImageChanged(({ uri, image }) => {
      if (isSubject(look, uri)) {
        look.change({ image });
        update();
      }
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0 || !isSubject(look, document.uri.toString())) return;
      clearTimeout(typing);
      typing = setTimeout(update, PAUSE);
    }),
    vscode.window.onDidChangeTextEditorSelection((event) => followCursor(look, event)),
    new vscode.Disposable(() => clearTimeout(typing)),
  );
}

/** Milliseconds: the list of steps need not follow every key. */
const PAUSE = 200;

function isSubject(look: Look, uri: string): boolean {
  const { subject } = look.now;
  return subject?.kind === 'dockerfile' && sameUri(subject.uri, uri);
}

function sameUri(uri: vscode.Uri, other: string): boolean {
  return uri.toString() === vscode.Uri.parse(other).toString();
}

/** Asks for the image of the Dockerfile that is looked at. */
export async function refreshImage(look: Look, server: LanguageServer): Promise<void> {
  const { subject } = look.now;
  if (subject?.kind !== 'dockerfile') return;
  const image = await server.ask('image', { uri: subject.uri.toString() }).catch(unknown(server));
  if (look.now.subject !== subject || image === null) return;
  look.change({ image });
  await refreshSteps(look, server);
}

async function refreshSteps(look: Look, server: LanguageServer): Promise<void> {
  const { subject, image } = look.now;
  if (subject?.kind !== 'dockerfile') return;
  if (image?.state !== 'open') {
    look.change({ steps: null });
    return;
  }
  const steps = await server.ask('steps', { uri: subject.uri.toString() }).catch(unknown(server));
  if (look.now.subject !== subject || look.now.image?.state !== 'open') return;
  // The same layers have the same numbers only in the same image.
  const isOther = steps?.key !== look.now.steps?.key;
  look.change({ steps, ...(isOther ? { off: new Set<number>() } : {}) });
}

function followCursor(look: Look, { textEditor, selections, kind }: vscode.TextEditorSelectionChangeEvent): void {
  const { steps } = look.now;
  if (steps === null || kind === vscode.TextEditorSelectionChangeKind.Command) return;
  if (!isSubject(look, textEditor.document.uri.toString())) return;
  if (!vscode.workspace.getConfiguration('layerwise', textEditor.document).get('followCursor', true)) return;
  const step = stepAtLine(steps, selections[0].active.line + 1);
  if (step !== null) look.select({ kind: 'step', step: step.step });
}

/** What cannot be asked is not known; why, the log says. */
function unknown({ log }: LanguageServer): (error: unknown) => null {
  return (error) => {
    log.warn(error instanceof Error ? error.message : String(error));
    return null;
  };
}
