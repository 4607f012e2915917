import * as vscode from 'vscode';

/** Shows that something takes its time, with a button that stops it. */
export async function withCancel<T>(title: string, work: (token: vscode.CancellationToken) => Promise<T>): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    try {
      return await work(token);
    } catch (error) {
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      throw error;
    }
  });
}
