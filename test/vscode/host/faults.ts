import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type Fakes, fakeWindow } from './fakes.ts';
import { eventually, isOfImage, lensesOf, openSample } from './sample.ts';

export function defineFaultTests(): void {
  describe('when something goes wrong', () => {
    let fakes: Fakes;
    beforeEach(() => {
      fakes = fakeWindow();
    });
    afterEach(() => fakes.restore());

    it('a server that is killed comes back, with its lenses', async function () {
      const process = serverProcess();
      if (process === null) this.skip();
      const document = await openSample();
      globalThis.process.kill(process, 'SIGKILL');
      await eventually(() => {
        const now = serverProcess();
        return now !== null && now !== process ? now : null;
      });
      const lenses = await lensesOf(document);
      assert(lenses.some(({ command }) => command?.title === '12 hidden'));
      assert.deepEqual(alarms(fakes), []);
    });

    it('an image that goes away is told, and one that comes back is read', async () => {
      const document = await openSample();
      const image = vscode.Uri.joinPath(document.uri, '../image.oci.tar').fsPath;
      await rename(image, `${image}.away`);
      await eventually(async () => ((await ours(document)).length === 0 ? true : null));
      await rename(`${image}.away`, image);
      assert.equal((await lensesOf(document)).length, 14);
      assert.deepEqual(alarms(fakes), []);
    });

    it('an image that is replaced by something else is no storm of errors, and the next one is read', async () => {
      const document = await openSample();
      const image = vscode.Uri.joinPath(document.uri, '../image.oci.tar').fsPath;
      await copyFile(image, `${image}.away`);
      await copyFile(document.uri.fsPath, image);
      await eventually(async () => ((await ours(document)).length === 0 ? true : null));
      await rename(`${image}.away`, image);
      assert.equal((await lensesOf(document)).length, 14);
      assert(alarms(fakes).length <= 1, fakes.said.join('\n'));
    });

    it('an image that was replaced is compared also by a server that came later, but for what is in its files', async function () {
      if (serverProcess() === null) this.skip();
      const document = await openSample();
      const image = vscode.Uri.joinPath(document.uri, '../image.oci.tar').fsPath;
      const rebuilt = vscode.Uri.joinPath(document.uri, '../.rebuilt/image.oci.tar').fsPath;
      await copyFile(image, `${image}.away`);
      await rename(rebuilt, image);
      await vscode.commands.executeCommand('layerwise.analyzeDockerfile');
      await comparedWithLastBuild(fakes);
      // It is remembered when this is answered.
      await vscode.commands.executeCommand('layerwise.reload');
      const process = serverProcess() ?? 0;
      globalThis.process.kill(process, 'SIGKILL');
      await eventually(() => ((serverProcess() ?? process) === process ? null : true));
      await lensesOf(document);
      await comparedWithLastBuild(fakes);
      await vscode.commands.executeCommand('layerwise.compareSideBySide');
      assert.match(
        fakes.said.at(-1) ?? '',
        /^warning: \/\S+ of image\.oci\.tar before the last build cannot be shown, only that it differs: Another image has taken/,
      );
      await vscode.commands.executeCommand('layerwise.closeComparison');
      await rename(`${image}.away`, image);
    });
  });
}

/** Asks until an image from before is known. */
async function comparedWithLastBuild({ said }: Fakes): Promise<void> {
  await eventually(async () => {
    const before = said.length;
    await vscode.commands.executeCommand('layerwise.compareLastBuild');
    return said.slice(before).some((text) => text.startsWith('information')) ? null : true;
  });
}

function alarms({ said }: Fakes): string[] {
  return said.filter((text) => /^(warning|error):/.test(text));
}

async function ours(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses.filter(isOfImage);
}

/** Of our server, among the children of this host; null where there is no /proc, or none runs. */
function serverProcess(): number | null {
  const processes = readable(() => readdirSync('/proc')) ?? [];
  for (const id of processes.filter((name) => /^\d+$/.test(name))) {
    const command = readable(() => readFileSync(`/proc/${id}/cmdline`, 'utf8')) ?? '';
    const status = readable(() => readFileSync(`/proc/${id}/status`, 'utf8')) ?? '';
    const isChild = new RegExp(`^PPid:\\s+${process.pid}$`, 'm').test(status);
    if (isChild && command.includes('server.cjs')) return Number(id);
  }
  return null;
}

function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
