import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/runCli.ts';
import { installed } from './installed.ts';
import { type Workbench, workbench } from './page.ts';
import { type VscodeServer, vscodeServer } from './vscodeServer.ts';
import { newPage, ourErrors, startBrowser, workbenchUrl } from './workbench.ts';

/** Rows that are not on the screen are not in the page: all of them fit. */
const TALL = { width: 1400, height: 2600 };

const there = installed();
const skipped = typeof there === 'string' ? `: skipped, ${there}` : '';

describe.skipIf(typeof there === 'string')(`the sample in a real workbench${skipped}`, () => {
  let server: VscodeServer;
  let browser: Browser;
  let folder: string;
  let bench: Workbench;
  let errors: readonly string[];

  beforeAll(async () => {
    if (typeof there === 'string') return;
    folder = mkdtempSync(join(tmpdir(), 'layerwise-workspace-'));
    cpSync(`${root}sample`, folder, { recursive: true });
    server = await vscodeServer(there, { settings: { 'workbench.colorTheme': 'Default Dark Modern' } });
    browser = await startBrowser(there);
    const page = await newPage(browser);
    errors = ourErrors(page);
    await page.setViewportSize(TALL);
    await page.goto(workbenchUrl(server, { folder, open: join(folder, 'Dockerfile'), development: true }));
    bench = workbench(page);
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('lenses stand at the lines', async () => {
    const lenses = await bench.lenses();
    expect(lenses[0]).toMatch(/^status-page:1\.4\.0 · 3\.96 MB in 13 layers · 1\.37 MB wasted · 65\.4 % efficient/);
    expect(lenses).toContain('base image · 1 layer · 1.98 MB · 101 B wasted');
    expect(lenses).toContain('+32 added · 366 kB · 366 kB wasted');
    await bench.showViews();
    await shot('lenses');
  });

  test('a hover shows the files of a line', async () => {
    await bench.page.locator('.view-line', { hasText: 'COPY demo/history' }).locator('span span').first().hover();
    const hover = bench.page.locator('.monaco-hover:visible', { hasText: 'Line 27' });
    await hover.waitFor();
    expect(await hover.innerText()).toContain('tmp/history-2025.tar.gz');
    await shot('hover');
    await bench.page.mouse.move(700, 20);
  });

  test('a lens opens its step in the tree, down to a file', async () => {
    await bench.clickLens('17 overwritten');
    await bench.page.locator('.pane-header', { hasText: 'after line 33' }).waitFor();
    await bench.expand('srv', 'status', 'www', 'js');
    expect(await bench.row('status.js,').getAttribute('aria-label')).toContain('2.88 kB, modified');
    expect(await bench.row('chart.js.gz').getAttribute('aria-label')).toContain('added');
  });

  test('a file opens in its own language, and compares with what it was', async () => {
    await bench.row('status.js,').click();
    await bench.page
      .locator('.editor-status-mode', { hasText: 'JavaScript' })
      .or(bench.page.getByText('JavaScript', { exact: true }))
      .first()
      .waitFor();
    await bench.menu('status.js,', 'Compare with Previous');
    await bench.page.locator('.monaco-diff-editor').first().waitFor();
    await shot('diff');
  });

  test('a step that removes keeps what it removed in the list, and peeling it off brings it back', async () => {
    await bench.page
      .getByRole('tab', { name: /Dockerfile/ })
      .first()
      .click();
    await bench.clickLens('12 hidden');
    await bench.page.locator('.pane-header', { hasText: 'after line 36' }).waitFor();
    await bench.expand('srv', 'status');
    expect(await bench.row('demo').getAttribute('aria-label')).toContain('removed');
    await shot('removed');
    await bench.row('Line 36').locator('.custom-view-tree-node-item-checkbox').click();
    await bench.page.getByText('1 layer peeled off').waitFor();
    await bench.page.locator('[role=treeitem][aria-label^="demo"]:not([aria-label*="removed"])').first().waitFor();
    await shot('peeled');
    await bench.row('Line 36').locator('.custom-view-tree-node-item-checkbox').click();
    await bench.page.locator('[role=treeitem][aria-label^="demo"][aria-label*="removed"]').first().waitFor();
  });

  test('the next step moves the cursor', async () => {
    await bench.run('Layerwise: Next Step');
    await bench.page.getByText('Ln 37, Col 1').waitFor();
  });

  test('wasted space leads to the line that wrote it', async () => {
    await bench.row('517 kB wasted by line 28').click();
    await bench.row('srv/status/data/web.csv').click();
    await bench.page.getByText('Ln 28, Col 1').waitFor();
    await shot('waste');
  });

  test('problems have the line that hid the files', async () => {
    await bench.run('Problems: Focus on Problems View');
    await bench.page.locator('.markers-panel [role=treeitem]', { hasText: 'shipped for nothing' }).first().waitFor();
    expect(await bench.page.locator('.markers-panel').innerText()).toContain(
      '517 kB of this layer is shipped for nothing',
    );
    await shot('problems');
    await bench.run('View: Hide Panel');
  });

  test('versions of a path say who wrote and who covered it', async () => {
    await bench.expand('srv', 'status');
    await bench.menu('Dockerfile', 'Show Versions');
    const list = bench.page.locator('.quick-input-list');
    await list.getByText('line 37').first().waitFor();
    expect(await list.innerText()).toContain('wasted since line 37');
    await bench.page.keyboard.press('Escape');
  });

  test('two steps compare', async () => {
    await bench.run('Layerwise: Compare Steps');
    await bench.pick('COPY . .');
    await bench.pick('RUN chown');
    await bench.page.locator('.quick-input-list').getByText('changed files side by side').waitFor();
    await bench.pick('changed files side by side');
    await bench.page.getByRole('tab', { name: /line 32.*line 37/ }).waitFor();
    await shot('compare');
  });

  test('the status bar has the image', async () => {
    await bench.page
      .getByRole('tab', { name: /Dockerfile/ })
      .first()
      .click();
    await bench.page.locator('.statusbar-item', { hasText: 'status-page:1.4.0 · 3.96 MB · 65.4 %' }).waitFor();
  });

  test.each(['Default Light Modern', 'Default High Contrast'])('and looks right in %s', async (theme) => {
    server.set({ 'workbench.colorTheme': theme });
    await bench.page.reload();
    await bench.page.locator(theme.includes('Light') ? '.monaco-workbench.vs' : '.monaco-workbench.hc-black').waitFor();
    await bench.lenses();
    await shot(theme.toLowerCase().replaceAll(' ', '-'));
  });

  test('all the while the console had no error of ours', () => expect(errors).toEqual([]));

  /** Pictures for the README and for whoever looks, when they are asked for. */
  async function shot(name: string): Promise<void> {
    const pictures = process.env['LAYERWISE_SCREENSHOTS'];
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    await bench.page.setViewportSize({ width: 1400, height: 900 });
    await bench.page.waitForTimeout(500);
    await bench.page.screenshot({ path: join(pictures, `${name}.png`) });
    await bench.page.setViewportSize(TALL);
  }
});
