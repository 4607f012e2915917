import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { openSample } from './sample.ts';

export function defineFileTests(): void {
  describe('files of the image', () => {
    let uri: vscode.Uri;
    let source: vscode.Uri;

    before(async () => {
      const document = await openSample();
      source = vscode.Uri.joinPath(document.uri, '../docs/architecture.md');
      await vscode.commands.executeCommand('layerwise.showImage', { uri: document.uri.toString() });
      await vscode.commands.executeCommand('layerwise.showStep', { uri: document.uri.toString(), step: 13 });
      await vscode.commands.executeCommand('layerwise.showListing');
      const listing = vscode.window.activeTextEditor?.document;
      assert.equal(listing?.uri.scheme, 'layerwise-listing');
      const id = listing?.uri.authority ?? '';
      // Which node it is stands in no listing: the first that has the path.
      for (let node = 0; node < 600; node++) {
        const tried = vscode.Uri.from({ scheme: 'layerwise', authority: id, path: '/x', query: `step=7&node=${node}` });
        const bytes = await vscode.workspace.fs.readFile(tried).then(
          (read) => read,
          () => null,
        );
        if (bytes === null || Buffer.compare(bytes, readFileSync(source.fsPath)) !== 0) continue;
        uri = tried.with({ path: '/srv/status/docs/architecture.md' });
        return;
      }
      assert.fail('the file is in the image');
    });

    it('have the bytes that were copied into it', async () => {
      const bytes = await vscode.workspace.fs.readFile(uri);
      assert.deepEqual(Buffer.from(bytes), readFileSync(source.fsPath));
    });

    it('open in their own language, read-only', async () => {
      const document = await vscode.workspace.openTextDocument(uri);
      assert.equal(document.languageId, 'markdown');
      assert.equal(vscode.workspace.fs.isWritableFileSystem('layerwise'), false);
    });

    it('are as large as they say', async () => {
      const stat = await vscode.workspace.fs.stat(uri);
      assert.equal(stat.size, readFileSync(source.fsPath).length);
      assert.equal(stat.permissions, vscode.FilePermission.Readonly);
    });

    it('that are not there are an error, not an empty text', async () => {
      await assert.rejects(async () => vscode.workspace.fs.readFile(uri.with({ query: 'step=7&node=999999' })));
      await assert.rejects(async () => vscode.workspace.fs.readFile(uri.with({ query: '' })));
      await assert.rejects(async () => vscode.workspace.fs.readFile(uri.with({ authority: 'sha256-0' })));
    });
  });
}
