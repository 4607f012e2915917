import * as vscode from 'vscode';

/**
 * The fix that joins instructions of these lines (from 1), of whichever extension offers one. Only a fix that changes nothing
 * but these lines is taken, for it is applied by a button that speaks of them.
 */
export async function joinFix(uri: vscode.Uri, first: number, last: number): Promise<vscode.CodeAction | null> {
  const range = new vscode.Range(first - 1, 0, last, 0);
  const found = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[] | undefined>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    undefined,
    MOST,
  );
  return (found ?? []).filter(isAction).find((action) => isJoin(action) && isWithin(action, uri, range)) ?? null;
}

/** Actions whose edits are worked out. */
const MOST = 20;

export async function applyFix({ edit, command }: vscode.CodeAction): Promise<boolean> {
  const isApplied = edit === undefined || (await vscode.workspace.applyEdit(edit));
  if (isApplied && command !== undefined)
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
  return isApplied;
}

function isAction(action: vscode.CodeAction | vscode.Command): action is vscode.CodeAction {
  return typeof action.command !== 'string';
}

function isJoin({ title, disabled }: vscode.CodeAction): boolean {
  return disabled === undefined && /^(Join|Remove them in line) /.test(title);
}

function isWithin({ edit }: vscode.CodeAction, uri: vscode.Uri, range: vscode.Range): boolean {
  const entries = edit?.entries() ?? [];
  return (
    entries.length > 0 &&
    entries.every(
      ([changed, edits]) => changed.toString() === uri.toString() && edits.every((one) => range.contains(one.range)),
    )
  );
}
