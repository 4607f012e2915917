import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually, openSample } from './sample.ts';

export function defineCommandTests(): void {
  describe('commands', () => {
    it('are all there', async () => {
      const there = new Set(await vscode.commands.getCommands(true));
      const extension = vscode.extensions.getExtension('layerwise.layerwise');
      const manifest = extension?.packageJSON as { contributes: { commands: { command: string }[] } };
      assert.deepEqual(
        manifest.contributes.commands.map(({ command }) => command).filter((name) => !there.has(name)),
        [],
      );
    });

    it('a lens selects its step, and the next one puts the cursor there', async () => {
      const document = await openSample();
      await eventually(async () => {
        await vscode.commands.executeCommand('layerwise.showStep', { uri: document.uri.toString(), step: 13 });
        await vscode.commands.executeCommand('layerwise.nextStep');
        const line = vscode.window.activeTextEditor?.selection.active.line ?? 0;
        return line > 0 ? line : null;
      });
      assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    });

    it('the cursor selects the step at its line, unless that is switched off', async () => {
      const document = await openSample();
      const settings = vscode.workspace.getConfiguration('layerwise', document);
      const putOn = async (line: number): Promise<string> => {
        const editor = await vscode.window.showTextDocument(document);
        // What a script selects is not followed; what a person does is.
        editor.selection = new vscode.Selection(line - 2, 0, line - 2, 0);
        await vscode.commands.executeCommand('cursorMove', { to: 'down', by: 'line' });
        await new Promise((resolve) => setTimeout(resolve, 200));
        await vscode.commands.executeCommand('layerwise.showListing');
        return /^# (line \d+)/.exec(vscode.window.activeTextEditor?.document.getText() ?? '')?.[1] ?? '';
      };
      await eventually(async () => ((await putOn(29)) === 'line 29' && (await putOn(31)) === 'line 31' ? true : null));
      await settings.update('followCursor', false, vscode.ConfigurationTarget.Workspace);
      assert.deepEqual([await putOn(29), await putOn(32)], ['line 31', 'line 31']);
      await settings.update('followCursor', undefined, vscode.ConfigurationTarget.Workspace);
      assert.equal(await putOn(29), 'line 29');
    });

    it('a listing of a step is a document in its own language', async () => {
      const document = await openSample();
      await vscode.commands.executeCommand('layerwise.showStep', { uri: document.uri.toString(), step: 18 });
      await vscode.commands.executeCommand('layerwise.showListing');
      const listing = await eventually(() => {
        const shown = vscode.window.activeTextEditor?.document;
        return shown?.uri.scheme === 'layerwise-listing' ? shown : null;
      });
      assert.equal(listing.languageId, 'layerwise-listing');
      assert.match(listing.getText(), /^[-+~!=] -rw/m);
    });

    it('a build stands in a terminal, also one that no builder takes', async () => {
      const document = await openSample();
      const settings = vscode.workspace.getConfiguration('layerwise', document.uri);
      await settings.update('build.arguments', ['--no-such-flag'], vscode.ConfigurationTarget.Workspace);
      try {
        await vscode.commands.executeCommand('layerwise.buildAndAnalyze');
        const terminals = vscode.window.terminals.filter(({ name }) => name === 'Build Dockerfile');
        assert.equal(terminals.length, 1);
        for (const terminal of terminals) terminal.dispose();
      } finally {
        await settings.update('build.arguments', undefined, vscode.ConfigurationTarget.Workspace);
      }
    });

    it('what a lens or a menu gives is checked', async () => {
      await vscode.commands.executeCommand('layerwise.showStep', { uri: 7 });
      await vscode.commands.executeCommand('layerwise.openFile', 'nothing');
      await vscode.commands.executeCommand('layerwise.goToWriter');
      await vscode.commands.executeCommand('layerwise.showMore', null);
    });
  });
}
