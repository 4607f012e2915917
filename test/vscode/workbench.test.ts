import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installed } from './installed.ts';
import type { Workbench } from './page.ts';
import { PICTURE, picture } from './pictures/picture.ts';
import { type SampleWorkbench, sampleWorkbench } from './sampleWorkbench.ts';

const there = installed();
const skipped = typeof there === 'string' ? `: skipped, ${there}` : '';

describe.skipIf(typeof there === 'string')(`the sample in a real workbench${skipped}`, () => {
  let sample: SampleWorkbench;
  let bench: Workbench;

  beforeAll(async () => {
    if (typeof there === 'string') return;
    sample = await sampleWorkbench(there);
    bench = sample.bench;
  }, 180_000);

  afterAll(() => sample.stop());

  test('lenses stand at the lines', async () => {
    const lenses = await bench.lenses();
    expect(lenses[0]).toMatch(/^status-page:1\.4\.0 · 3\.96 MB in 13 layers · 1\.37 MB wasted · 65\.4 % efficient/);
    expect(lenses).toContain('base image · 1 layer · 1.98 MB · 101 B wasted');
    expect(lenses).toContain('+32 added · 366 kB · 366 kB wasted');
    await bench.showViews();
    await picture(bench.page, 'lenses', { line: 'EXPOSE' });
  });

  test('a hover shows the files of a line', async () => {
    // It does not follow when the window grows.
    const tall = bench.page.viewportSize() ?? PICTURE;
    await bench.page.setViewportSize(PICTURE);
    await bench.page.locator('.view-line', { hasText: 'COPY demo/history' }).locator('span span').first().hover();
    const hover = bench.page.locator('.monaco-hover:visible', { hasText: 'Line 27' });
    await hover.waitFor();
    expect(await hover.innerText()).toContain('tmp/history-2025.tar.gz');
    await picture(bench.page, 'hover');
    await bench.page.mouse.move(700, 20);
    await bench.page.setViewportSize(tall);
  });

  test('a lens opens its step in the tree, down to a file', async () => {
    await bench.clickLens('17 overwritten');
    await bench.page.locator('.pane-header', { hasText: 'after line 33' }).waitFor();
    await bench.expand('srv', 'status', 'www', 'js');
    expect(await bench.row('status.js,').getAttribute('aria-label')).toContain('2.88 kB, modified');
    expect(await bench.row('chart.js.gz').getAttribute('aria-label')).toContain('added');
    await picture(bench.page, 'tree', { line: 'EXPOSE', rows: { Steps: 'Line 34', Files: 'status.js.gz' } });
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
    await picture(bench.page, 'diff', { rows: { Files: 'status.js.gz' } });
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
    await bench.row('Line 36').locator('.custom-view-tree-node-item-checkbox').click();
    await bench.page.getByText('1 layer peeled off').waitFor();
    await bench.page.locator('[role=treeitem][aria-label^="demo"]:not([aria-label*="removed"])').first().waitFor();
    await picture(bench.page, 'peeled', { line: 'EXPOSE', rows: { Steps: 'Line 37', Files: 'docs' } });
    // Its tooltip lies over it as long as the mouse is there.
    await bench.page.mouse.move(800, 10);
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
    await picture(bench.page, 'waste', { line: 'EXPOSE' });
  });

  test('problems have the line that hid the files', async () => {
    const tall = bench.page.viewportSize() ?? PICTURE;
    await bench.page.setViewportSize(PICTURE);
    await bench.run('Problems: Focus on Problems View');
    await bench.page.locator('.markers-panel [role=treeitem]', { hasText: 'shipped once more' }).first().waitFor();
    expect(await bench.page.locator('.markers-panel').innerText()).toContain(
      '4 files (517 kB) are shipped once more in line 37',
    );
    await lowerPanel();
    await picture(bench.page, 'problems', { line: 'RUN mkdir' });
    await bench.run('View: Hide Panel');
    await bench.page.setViewportSize(tall);
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
    await bench.page.locator('.pane-header', { hasText: 'line 32 → line 37' }).waitFor();
    await bench.run('Layerwise: Show Changed Files Side by Side');
    await bench.page.getByRole('tab', { name: /line 32.*line 37/ }).waitFor();
    await picture(bench.page, 'compare');
    await bench.run('Layerwise: Close the Comparison');
  });

  test('the status bar has the image', async () => {
    await bench.page
      .getByRole('tab', { name: /Dockerfile/ })
      .first()
      .click();
    await bench.page.locator('.statusbar-item', { hasText: 'status-page:1.4.0 · 3.96 MB · 65.4 %' }).waitFor();
  });

  test.each([
    ['Default Light Modern', '.vs', 'light'],
    ['Default High Contrast', '.hc-black', 'high-contrast'],
  ])('and looks right in %s', async (theme, mark, name) => {
    sample.set({ 'workbench.colorTheme': theme });
    const tall = bench.page.viewportSize() ?? PICTURE;
    await bench.page.setViewportSize(PICTURE);
    await bench.page.reload();
    await bench.page.locator(`.monaco-workbench${mark}`).waitFor();
    await bench.page.setViewportSize(tall);
    await bench.clickLens('17 overwritten');
    await bench.page.locator('.pane-header', { hasText: 'after line 33' }).waitFor();
    await bench.expand('srv', 'status', 'www', 'js');
    await bench.row('status.js,').waitFor();
    await picture(bench.page, name, { line: 'EXPOSE', rows: { Steps: 'Line 34', Files: 'status.js.gz' } });
  });

  test('all the while the console had no error of ours', () => expect(sample.errors).toEqual([]));

  /** It takes nearly all of a small window. */
  async function lowerPanel(): Promise<void> {
    const panel = await bench.page.locator('.part.panel').boundingBox();
    if (panel === null) return;
    await bench.page.mouse.move(800, panel.y - 3);
    await bench.page.mouse.down();
    await bench.page.mouse.move(800, PICTURE.height - 260, { steps: 5 });
    await bench.page.mouse.up();
  }
});
