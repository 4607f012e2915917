import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { type FakeAnswers, type Fakes, fakeWindow } from './fakes.ts';
import { eventually, openSample } from './sample.ts';

export function defineDialogTests(): void {
  describe('commands that ask or take their time', () => {
    let fakes: Fakes | null = null;
    const faking = (answers: FakeAnswers): string[] => {
      fakes = fakeWindow(answers);
      return fakes.said;
    };
    afterEach(() => {
      fakes?.restore();
      fakes = null;
    });

    it('an archive is looked at without a Dockerfile, and reading it can be stopped', async () => {
      const image = fixture('bk26-full.oci-gzip-provmax.tar');
      const said = faking({});
      await run('analyzeArchive', image);
      assert.deepEqual(said, [`progress with cancel: Layerwise: reading ${image.fsPath}`]);
      await run('nextStep');
      assert.match((await listing()).getText(), /^# layer 0\n/);
    });

    it('an archive whose reading is stopped is nobody’s error, and what was looked at stays', async () => {
      await openSample();
      await run('analyzeDockerfile');
      const said = faking({ cancels: true });
      await run('analyzeArchive', fixture('bk26-full.oci-gzip-provmax.tar'));
      assert.equal(said.length, 1);
      await run('nextStep');
      assert.match((await listing()).getText(), /^# line 16: FROM busybox:1\.35\n/);
    });

    it('the image of the Dockerfile is looked at, and steps go there and back', async () => {
      const document = await openSample();
      const said = faking({});
      await run('analyzeArchive', fixture('bk26-multiplatform.oci.tar'));
      await openSample();
      await run('analyzeDockerfile');
      await run('showImage', { uri: document.uri.toString() });
      const lines: number[] = [];
      for (const command of ['nextStep', 'nextStep', 'nextStep', 'previousStep', 'previousStep']) {
        await run(command);
        lines.push((vscode.window.activeTextEditor?.selection.active.line ?? -1) + 1);
      }
      assert.deepEqual(lines, [16, 22, 24, 22, 16]);
      assert.equal(said.length, 1);
    });

    it('two images compare', async () => {
      await openSample();
      await run('analyzeDockerfile');
      const said = faking({
        open: fixture('bk26-full.oci-gzip-provmax.tar'),
        pick: (labels) => labels.find((label) => label.includes('Another image archive')),
      });
      await run('compareImages');
      assert.match(said[0], /^pick: Choose the image to compare image\.oci\.tar with$/);
      assert.match(said[1] ?? '', /^progress with cancel: Layerwise: reading /);
      assert.match(said[2] ?? '', /^progress with cancel: Comparing /);
      assert.equal(said.length, 3);
      await run('swapComparison');
      await run('closeComparison');
    });

    it('there is nothing to compare with before the Dockerfile was built again', async () => {
      await openSample();
      await run('analyzeDockerfile');
      const said = faking({});
      await run('compareLastBuild');
      assert.match(said.at(-1) ?? '', /^information: No image from before the last build is known/);
    });

    it('steps are thought of as one layer when the user picks them, and some cannot be', async () => {
      await openSample();
      await run('analyzeDockerfile');
      const said = faking({ pick: (labels) => labels.find((label) => label.startsWith('RUN rm /tmp')) });
      await run('whatIfJoined');
      assert.match(said.at(-1) ?? '', /^error: Layerwise: This is one layer already/);
    });

    it('a report is written as text and as JSON', async () => {
      await openSample();
      await run('analyzeDockerfile');
      for (const [format, language] of [
        ['Text', 'plaintext'],
        ['JSON', 'json'],
      ]) {
        const said = faking({ pick: () => format });
        await run('exportReport');
        const report = vscode.window.activeTextEditor?.document;
        assert.equal(report?.languageId, language);
        assert.match(report.getText(), format === 'JSON' ? /"layerwise\.report\/1"/ : /65\.4 % efficient/);
        assert.deepEqual(said, ['pick: Format of the report', 'progress with cancel: Writing the report']);
        fakes?.restore();
        await openSample();
      }
    });

    it('a report is written as a page that needs nothing else, and only where the user says', async () => {
      const document = await openSample();
      await run('analyzeDockerfile');
      const save = vscode.Uri.joinPath(document.uri, '../report of the sample.html');
      const pick = (labels: readonly string[]): string | undefined => labels.find((label) => label.includes('HTML'));
      const asked = [
        'pick: Format of the report',
        'progress with cancel: Writing the report',
        'save: layerwise-report.html as HTML',
      ];
      const unsaved = faking({ pick });
      await run('exportReport');
      assert.deepEqual(unsaved, asked);
      fakes?.restore();
      const said = faking({ pick, save });
      await run('exportReport');
      assert.deepEqual(said, [...asked, 'information: The report is saved.']);
      const page = new TextDecoder('utf-8', { fatal: true }).decode(await vscode.workspace.fs.readFile(save));
      await vscode.workspace.fs.delete(save);
      assert.match(page, /^<!doctype html>/i);
      assert.match(page, /<\/html>\s*$/);
      for (const part of ['status-page:1.4.0', 'web.csv', 'RUN mkdir -p data']) assert(page.includes(part), part);
      const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? [];
      const hashOf = (tag: string): string => {
        const [, text = ''] = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page) ?? [];
        return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
      };
      assert.equal(
        policy,
        `default-src 'none'; script-src ${hashOf('script')}; style-src ${hashOf('style')}; base-uri 'none'; form-action 'none'`,
      );
    });

    it('the cache is cleared, and it is said how much that was', async () => {
      const said = faking({});
      await run('clearCache');
      assert.equal(said[0], 'progress with cancel: Clearing the cache');
      assert.match(said[1] ?? '', /^information: Layerwise: .*\d/);
    });

    it('what is found on this machine is written for a bug report', async () => {
      const said = faking({});
      await run('showDiagnosis');
      const report = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.match(report, /^\S.* \d+\.\d+\.\d+.*\n\nPrograms\n {2}· Layerwise {2}\d/);
      assert.match(report, /\nEngines\n/);
      assert(!report.includes(homedir()), report);
      assert.deepEqual(said, ['progress with cancel: Looking at engines, builders and the cache']);
    });

    it('the log is shown', async () => {
      await run('showLog');
      await eventually(() =>
        vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === 'output') ? true : null,
      );
      await vscode.commands.executeCommand('workbench.action.closePanel');
    });
  });
}

function run(command: string, argument?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(`layerwise.${command}`, argument);
}

/** What the step that is looked at changed. */
async function listing(): Promise<vscode.TextDocument> {
  await run('showListing');
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'layerwise-listing');
  return document;
}

function fixture(name: string): vscode.Uri {
  const extension = vscode.extensions.getExtension('layerwise.layerwise');
  assert(extension, 'the extension is there');
  return vscode.Uri.joinPath(extension.extensionUri, 'test/fixtures/images', name);
}
