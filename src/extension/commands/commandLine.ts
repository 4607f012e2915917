import { execFile } from 'node:child_process';
import * as vscode from 'vscode';
import { fullPlace } from '../../core/words/pathOrReference.ts';
import { editorProxy } from '../server/editorProxy.ts';
import type { Bench, Command } from './command.ts';

/** A report of the image that is looked at, as the command line writes it. */
export const exportReport: Command = async (bench) => {
  const { subject, image } = bench.look.now;
  if (image?.state !== 'open') throw new Error(vscode.l10n.t('No image is open. Open a Dockerfile that has one.'));
  const format = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('Text'), format: 'text', language: 'plaintext' },
      { label: 'JSON', format: 'json', language: 'json' },
      { label: vscode.l10n.t('Page with Pictures (HTML)'), format: 'html', language: 'html' },
    ],
    { title: vscode.l10n.t('Format of the report') },
  );
  if (format === undefined) return;
  const dockerfile = subject?.kind === 'dockerfile' && subject.uri.scheme === 'file' ? ['-f', subject.uri.fsPath] : [];
  // It picks one of several in a file; a reference has it.
  const tag = image.path === undefined ? undefined : image.tags.at(0);
  const chosen = tag === undefined ? [] : ['--tag', tag];
  const args = ['analyze', fullPlace(image), ...dockerfile, ...chosen, '--format', format.format, '--color', 'never'];
  const content = await run(bench, args, vscode.l10n.t('Writing the report'));
  if (format.format === 'html') return savePage(bench, content);
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: format.language }));
};

/** A page is for a browser, so it is saved where one finds it. */
async function savePage({ look }: Bench, content: string): Promise<void> {
  const { subject } = look.now;
  const folder = subject?.kind === 'dockerfile' ? vscode.Uri.joinPath(subject.uri, '..') : undefined;
  const uri = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, 'layerwise-report.html') }),
    filters: { HTML: ['html'] },
  });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
  const open = vscode.l10n.t('Open in Browser');
  const said = vscode.l10n.t('The report is saved.');
  if ((await vscode.window.showInformationMessage(said, open)) === open) await vscode.env.openExternal(uri);
}

export const clearCache: Command = async (bench) => {
  const text = await run(bench, ['cache', 'clear'], vscode.l10n.t('Clearing the cache'));
  void vscode.window.showInformationMessage(`Layerwise: ${text.trim()}`);
};

/** What is found on this machine, to be put into a bug report. In a workspace that is not trusted no engine is asked. */
export const showDiagnosis: Command = async (bench) => {
  const engines = vscode.workspace.isTrusted ? [] : ['--no-engines'];
  const title = vscode.l10n.t('Looking at engines, builders and the cache');
  const found = await run(bench, ['doctor', ...engines, '--color', 'never'], title);
  const place = vscode.env.remoteName === undefined ? '' : `, remote (${vscode.env.remoteName})`;
  const content = `${vscode.env.appName} ${vscode.version}${place}\n\n${found}`;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'plaintext' }));
};

/** Runs our own command line, in the editor's Node. A report that has something to complain of is a report all the same. */
function run({ context, server }: Bench, args: readonly string[], title: string): Promise<string> {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'cli.cjs').fsPath;
  const env = { ...process.env, ...editorProxy(), ELECTRON_RUN_AS_NODE: '1' };
  const location = vscode.ProgressLocation.Notification;
  const work = (_: unknown, token: vscode.CancellationToken): Promise<string> =>
    new Promise((resolve, reject) => {
      const child = execFile(process.execPath, [script, ...args], { env, maxBuffer: MOST }, (error, stdout, stderr) => {
        if (stderr !== '') server.log.warn(stderr);
        if (token.isCancellationRequested) reject(new vscode.CancellationError());
        else if (stdout !== '') resolve(stdout);
        else reject(new Error(stderr.trim() || (error?.message ?? '')));
      });
      token.onCancellationRequested(() => child.kill());
    });
  return Promise.resolve(vscode.window.withProgress({ location, title, cancellable: true }, work));
}

/** Bytes of a report. */
const MOST = 512 * 1024 * 1024;
