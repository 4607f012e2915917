import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesText } from '../../src/core/words/bytesText.ts';
import { replaceFile } from '../server/project.ts';
import { runCli } from '../support/runCli.ts';
import { rewrite, sampleVariant } from '../support/sampleVariant.ts';
import { violations } from './accessibility.ts';
import { installed } from './installed.ts';
import type { Workbench } from './page.ts';
import { picture } from './pictures/picture.ts';
import { type SampleWorkbench, sampleWorkbench } from './sampleWorkbench.ts';
import { colorsOf } from './treemap.ts';

const there = installed();
const skipped = typeof there === 'string' ? `: skipped, ${there}` : '';

const ADDED = 1000;

describe.skipIf(typeof there === 'string')(`images compared, and other images thought of${skipped}`, () => {
  let sample: SampleWorkbench;
  let bench: Workbench;
  let variant: Uint8Array;
  let drawn: FrameLocator;

  beforeAll(async () => {
    if (typeof there === 'string') return;
    variant = await otherBuild();
    sample = await sampleWorkbench(there);
    bench = sample.bench;
    writeFileSync(join(sample.folder, 'variant.oci.tar'), variant);
    await bench.lenses();
    await bench.showViews();
    drawn = bench.page.locator('iframe.webview').first().contentFrame().frameLocator('#active-frame');
  }, 180_000);

  afterAll(() => sample.stop());

  test('two steps as one layer save what the command line says', async () => {
    await step('Line 27:').click();
    await step('Line 29:').click({ modifiers: ['Control'] });
    await bench.run('Layerwise: What If These Were One Layer');
    const told = await notification('as one layer would save');
    const { savedBytes } = await saving('27..29');
    expect(await told.innerText()).toContain(
      `Lines 27–29 as one layer would save ${bytesText(savedBytes)}, 1.9 % of the image. It would show the same files. It would take in line 28 too, which lies between.`,
    );
    await picture(bench.page, 'what-if', { line: 'EXPOSE' });
    await told.getByText('Details').click();
    await bench.page.getByRole('tab', { name: /With Lines 27–29 as one layer/ }).waitFor();
    await expect.poll(() => bench.editorText()).toContain(`-${bytesText(savedBytes)}`);
    await bench.page.getByRole('tab', { name: /With Lines 27–29/ }).click({ button: 'middle' });
    await clearNotifications();
  });

  test('a step that were not there takes its bytes along', async () => {
    await backToDockerfile();
    await bench.menu('Line 28:', 'What If This Step Were Not There');
    const told = await notification('Without line 28');
    expect(await told.innerText()).toContain('the image would ship 517 kB less');
    await clearNotifications();
  });

  test('what would save most is listed, the most for each layer given up first', async () => {
    await bench.run('Layerwise: What Would Save Most as One Layer');
    const list = bench.page.locator('.quick-input-list');
    await list.getByText('Lines 35–36').waitFor();
    expect(await list.innerText()).toContain('saves 324 kB, 8.2 % of the image');
    await bench.page.keyboard.press('Escape');
  });

  test('the image compares with one of a file, by the instructions that are to blame', async () => {
    await bench.run('Layerwise: Compare Images');
    await bench.pick('variant.oci.tar');
    await differences('1 added').waitFor();
    await expectDifferences();
  });

  test('a file opens in the diff editor, and leads to its line', async () => {
    await openStatusScript();
    await bench.page.getByRole('tab', { name: /status\.js: image\.oci\.tar → variant\.oci\.tar/ }).waitFor();
    await bench.page.locator('.monaco-diff-editor').first().waitFor();
    for (const view of ['Files', 'Wasted Space'])
      await bench.page.locator('.pane-header', { hasText: view }).first().click();
    await picture(bench.page, 'compare-images');
    for (const view of ['Files', 'Wasted Space'])
      await bench.page.locator('.pane-header', { hasText: view }).first().click();
    await differences('status.js').click({ button: 'right' });
    const entry = bench.page.locator('.monaco-menu .action-label', { hasText: 'Go to the Line' }).last();
    await entry.waitFor();
    // A menu takes no click in its first tenth of a second.
    await bench.page.waitForTimeout(300);
    await entry.click();
    await bench.page.getByText('Ln 37, Col 1').waitFor();
  });

  test('is drawn, coloured by what grew, and leads to the diff and to the line', async () => {
    await bench.run('Layerwise: Show Picture of the Comparison');
    await bench.page.getByRole('tab', { name: 'Picture of image.oci.tar → variant.oci.tar' }).waitFor();
    await drawn.getByRole('treeitem', { name: /^srv, \+1\.02 kB in all, folder, 2 files, 3\.9 kB differ/ }).waitFor();
    await expect.poll(() => colorsOf(drawn.locator('canvas'))).toBeGreaterThan(3);
    expect(await violations(drawn.locator('body'))).toEqual([]);
    await picture(bench.page, 'growth');
    for (const folder of ['srv', 'status', 'www', 'js']) await drawn.getByRole('treeitem', { name: folder }).click();
    await drawn
      .getByRole('treeitem', { name: /^new\.js, \+1 kB, only in the second image, because of line 37/ })
      .click();
    await bench.page.locator('.line-numbers.active-line-number', { hasText: /^37$/ }).first().waitFor();
    await drawn.getByRole('treeitem', { name: /^status\.js, .* → .*, other content, because of line 37/ }).click();
    await drawn.getByRole('button', { name: 'Compare the Contents' }).click();
    await bench.page.locator('.monaco-diff-editor').first().waitFor();
  });

  test('has the instructions that are to blame as its timeline, and what is alike on demand', async () => {
    await bench.page.getByRole('tab', { name: 'Picture of image.oci.tar → variant.oci.tar' }).click();
    await drawn.getByRole('option', { name: /^line 37: RUN chown .*, \+1\.02 kB/ }).waitFor();
    await drawn.getByRole('button', { name: 'All files' }).click();
    await drawn.getByRole('checkbox', { name: 'Only what differs' }).uncheck();
    await drawn.getByRole('treeitem', { name: /^bin, 0 B in all, folder, .* alike/ }).waitFor();
  });

  test('the comparison is closed, and its view with it', async () => {
    await bench.run('Layerwise: Close the Comparison');
    await pane().waitFor({ state: 'detached' });
    await drawn.getByText('Nothing is compared any more.').waitFor();
    await bench.page
      .getByRole('tab', { name: 'Picture of image.oci.tar → variant.oci.tar' })
      .click({ button: 'middle' });
  });

  test('the image of the last build is one click away once its file was replaced', async () => {
    await backToDockerfile();
    await replaceFile(join(sample.folder, 'image.oci.tar'), variant);
    await bench.page.locator('.pane-header', { hasText: 'Steps' }).first().hover();
    await bench.page.locator('[aria-label="Compare with the Image of the Last Build"]').first().click();
    await differences('1 added').waitFor();
    expect(await pane().locator('.pane-header').innerText()).toContain(
      'image.oci.tar before the last build → image.oci.tar',
    );
    await expectDifferences();
    // The two files are those that were compared before, and a tab that is open keeps its title.
    await bench.page.getByRole('tab', { name: /variant\.oci\.tar/ }).click({ button: 'middle' });
    await openStatusScript();
    await bench.page.getByRole('tab', { name: /status\.js: image\.oci\.tar before the last build/ }).waitFor();
    await expect.poll(() => bench.editorText()).toContain('const LATER = true;');
  });

  test('what a fix can do about it is done by a button', async () => {
    await backToDockerfile();
    await step('Line 35:').click();
    await step('Line 36:').click({ modifiers: ['Control'] });
    await bench.run('Layerwise: What If These Were One Layer');
    const told = await notification('Lines 35–36 as one layer would save');
    await told.getByText('Apply').click();
    await expect.poll(() => bench.editorText()).toContain('RUN sh bin/build-daily && \\');
  });

  test('all the while the console had no error of ours', () => expect(sample.errors).toEqual([]));

  async function expectDifferences(): Promise<void> {
    const label = await differences('1 added').getAttribute('aria-label');
    expect(label).toMatch(
      /^1 added \(1 kB\), 1 changed \(2\.9 kB\), \+1\.02 kB in all, because of Line 37: RUN chown -R status:status/,
    );
    expect(await differences('1 changed').getAttribute('aria-label')).toMatch(/because of Line 34: RUN sed -i/);
  }

  async function openStatusScript(): Promise<void> {
    // The largest group and a folder without another beside it are open.
    await differences('srv/status/www/js').waitFor();
    await differences('status.js').click();
  }

  /** Those of the view that is there while something is compared. */
  function differences(label: string): Locator {
    return pane().locator(`[role=treeitem][aria-label^="${label}"]`).first();
  }

  function pane(): Locator {
    return bench.page.locator('.pane', { has: bench.page.locator('.pane-header', { hasText: 'Comparison' }) });
  }

  function step(label: string): Locator {
    return bench.row(label).locator('.label-name');
  }

  async function notification(text: string): Promise<Locator> {
    // Without the focus of a person the window keeps it for itself.
    await bench.run('Notifications: Show Notifications');
    const told = bench.page.locator('.notification-list-item', { hasText: text });
    await told.waitFor();
    return told;
  }

  async function clearNotifications(): Promise<void> {
    await bench.run('Notifications: Clear All Notifications');
  }

  async function backToDockerfile(): Promise<void> {
    await bench.page
      .getByRole('tab', { name: /Dockerfile/ })
      .first()
      .click();
  }

  async function saving(lines: string): Promise<{ savedBytes: number }> {
    const image = join(sample.folder, 'image.oci.tar');
    const dockerfile = join(sample.folder, 'Dockerfile');
    const { stdout } = await runCli(['what-if', image, '-f', dockerfile, '--join', lines, '--format', 'json']);
    const {
      answers: [joined],
    } = JSON.parse(stdout) as { answers: readonly { savedBytes: number }[] };
    return joined;
  }
});

/** As if a source had changed: a script has one more line, there is one more file, and the configuration is another. */
function otherBuild(): Promise<Uint8Array> {
  return sampleVariant({
    9: (members) => rewrite(members, 'etc/status/status.conf', (before) => before.replace(/e/, 'E')),
    12: (members) => [
      ...rewrite(members, 'srv/status/www/js/status.js', (before) => `const LATER = true;\n${before}`),
      { name: 'srv/status/www/js/new.js', content: 'x'.repeat(ADDED), uid: 1000, gid: 1000 },
    ],
  });
}
