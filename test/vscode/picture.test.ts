import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { installed } from './installed.ts';
import type { Workbench } from './page.ts';
import { picture } from './pictures/picture.ts';
import { type SampleWorkbench, sampleWorkbench } from './sampleWorkbench.ts';
import { colorsOf } from './treemap.ts';

const there = installed();
const skipped = typeof there === 'string' ? `: skipped, ${there}` : '';

/** Pixels: the picture is in one half of the window. */
const WINDOW = { width: 1500, height: 900 };

describe.skipIf(typeof there === 'string')(`the picture of the sample in a real workbench${skipped}`, () => {
  let sample: SampleWorkbench;
  let bench: Workbench;
  let shown: FrameLocator;

  beforeAll(async () => {
    if (typeof there === 'string') return;
    sample = await sampleWorkbench(there);
    bench = sample.bench;
    await bench.page.setViewportSize(WINDOW);
    await bench.lenses();
    await bench.showViews();
    shown = bench.page.locator('iframe.webview').first().contentFrame().frameLocator('#active-frame');
  }, 180_000);

  afterAll(() => sample.stop());

  test('opens beside the Dockerfile and is drawn', async () => {
    await bench.run('Layerwise: Show Picture of the Image');
    await bench.page.getByRole('tab', { name: 'Picture of status-page:1.4.0' }).waitFor();
    await shown.getByRole('treeitem', { name: /^srv, .* folder, .* 1\.3 MB wasted/ }).waitFor();
    await expect.poll(() => colorsOf(shown.locator('canvas'))).toBeGreaterThan(5);
    await picture(bench.page, 'treemap', { line: 'EXPOSE' });
  });

  test('has the step of the cursor selected', async () => {
    await bench.page.locator('.view-line', { hasText: 'COPY demo/history' }).first().click();
    await shown.locator('[role=option][aria-selected=true][aria-label^="line 27: COPY demo"]').waitFor();
  });

  test('a step in its timeline is the step everywhere', async () => {
    await shown.getByRole('option', { name: /^line 36: RUN rm/ }).click();
    await bench.page.locator('.pane-header', { hasText: 'after line 36' }).waitFor();
    await cursorAt(36);
    await shown.locator('[role=option][aria-selected=true][aria-label^="line 36"]').waitFor();
    await bench.page.keyboard.press('ArrowRight');
    await bench.page.locator('.pane-header', { hasText: 'after line 37' }).waitFor();
  });

  test('a file leads to the line that wrote it, to the one that removed it, and to itself', async () => {
    await zoomIn('srv', 'status', 'var', 'cache');
    await shown
      .getByRole('treeitem', { name: /^web\.sorted, 82 kB, .*written in line 35: .*removed in line 36/ })
      .click();
    await cursorAt(35);
    await shown.getByRole('button', { name: 'Go to Hiding Line' }).click();
    await cursorAt(36);
    await shown.getByRole('button', { name: 'Open File' }).click();
    await bench.page.getByRole('tab', { name: /web\.sorted/ }).waitFor();
    await bench.page
      .getByRole('tab', { name: /^Dockerfile/ })
      .first()
      .click();
  });

  test('is shown once, and found where it was left', async () => {
    await bench.run('Layerwise: Show Picture of the Image');
    await zoomOut();
    await zoomIn('srv', 'status', 'var', 'cache');
    await shown.getByRole('treeitem', { name: /^web\.sorted/ }).waitFor();
    expect(await bench.page.getByRole('tab', { name: 'Picture of' }).count()).toBe(1);
    // The editor writes down what it has to remember every five seconds, when it is idle.
    await bench.page.waitForTimeout(12_000);
    await openAgain();
    await shown.getByRole('treeitem', { name: /^web\.sorted/ }).waitFor();
    await shown.locator('[role=option][aria-label^="line 35"]').waitFor();
  });

  test.each([
    ['Default Light Modern', 'vscode-light', 'treemap-light'],
    ['Default High Contrast', 'vscode-high-contrast', 'treemap-high-contrast'],
    ['Default Dark Modern', 'vscode-dark', null],
  ])('axe finds nothing wrong with it in %s', async (theme, mark, name) => {
    sample.set({ 'workbench.colorTheme': theme });
    await openAgain();
    await shown.locator(`body.${mark}`).waitFor();
    await zoomOut();
    await shown.getByRole('treeitem', { name: /^srv/ }).waitFor();
    expect(await violations(shown.locator('body'))).toEqual([]);
    if (name !== null) await picture(bench.page, name, { line: 'EXPOSE' });
  });

  test('all the while the console had no error of ours', () => expect(sample.errors).toEqual([]));

  async function zoomOut(): Promise<void> {
    await shown.locator('canvas').first().waitFor();
    const whole = shown.getByRole('button', { name: 'Whole image' });
    if ((await whole.count()) > 0) await whole.click();
  }

  async function zoomIn(...folders: readonly string[]): Promise<void> {
    for (const folder of folders)
      await shown.getByRole('treeitem', { name: new RegExp(`^${folder}, .* folder`) }).click();
  }

  /** Of the Dockerfile, which need not have the focus. */
  async function cursorAt(line: number): Promise<void> {
    await bench.page
      .locator('.line-numbers.active-line-number', { hasText: new RegExp(`^${line}$`) })
      .first()
      .waitFor();
  }

  /** As after a restart, with the tabs that were open; an address that names a file would open that alone. */
  async function openAgain(): Promise<void> {
    const url = new URL(bench.page.url());
    const payload = JSON.parse(url.searchParams.get('payload') ?? '[]') as [string, string][];
    url.searchParams.set('payload', JSON.stringify(payload.filter(([name]) => name !== 'openFile')));
    await bench.page.goto(url.href);
  }
});
