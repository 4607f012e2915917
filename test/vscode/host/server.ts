import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually, lensesOf, openSample } from './sample.ts';

export function defineServerTests(): void {
  describe('the sample', () => {
    it('has a lens at each instruction that is in the image', async () => {
      const lenses = await lensesOf(await openSample());
      const titles = lenses.map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
      assert.equal(titles.length, 14);
      assert(titles.includes('32 +32 added · 366 kB · 366 kB wasted'), titles.join('\n'));
      assert(titles.includes('36 12 hidden'), titles.join('\n'));
    });

    it('has a hover with the largest files', async () => {
      const document = await openSample();
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        new vscode.Position(34, 1),
      );
      const text = hovers.flatMap(({ contents }) => contents.map((part) => (part as vscode.MarkdownString).value));
      assert(
        text.some((part) => part.includes('var/cache/web.sorted')),
        text.join('\n'),
      );
    });

    it('reports wasted files, with the line that hid them', async () => {
      const document = await openSample();
      const found = await eventually(() => {
        const ours = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'layerwise');
        return ours.length > 0 ? ours : null;
      });
      const chown = found.find(({ range }) => range.start.line === 27);
      assert(chown, 'line 28 is reported');
      assert.equal(chown.severity, vscode.DiagnosticSeverity.Warning);
      assert.equal(chown.relatedInformation?.at(0)?.location.range.start.line, 36);
    });

    it('keeps its lenses at their lines while someone types', async () => {
      const document = await openSample();
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '# a line more\n');
      await vscode.workspace.applyEdit(edit);
      const lenses = await lensesOf(document);
      assert(lenses.some(({ range, command }) => range.start.line === 32 && command?.title.startsWith('+32 added')));
      await vscode.commands.executeCommand('undo');
    });
  });
}
