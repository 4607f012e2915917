import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installed } from './installed.ts';
import type { Workbench } from './page.ts';
import { film } from './pictures/film.ts';
import { FONT, PICTURE, TITLE_BAR, turnEditor, turnEditorUp, turnView } from './pictures/picture.ts';
import { type SampleWorkbench, sampleWorkbench } from './sampleWorkbench.ts';

/** The film of the README, taken of a real workbench. It shows only what the other tests test, so it is made when wanted. */
const folder = process.env['LAYERWISE_SCREENSHOTS'];
const there = folder === undefined ? 'LAYERWISE_SCREENSHOTS names no folder' : installed();

describe.skipIf(typeof there === 'string')('the film of the README', () => {
  let sample: SampleWorkbench;
  let bench: Workbench;

  beforeAll(async () => {
    if (typeof there === 'string') return;
    sample = await sampleWorkbench(there);
    bench = sample.bench;
  }, 180_000);
  afterAll(() => sample.stop());

  test('shows lines, a hover, peeling a layer off, and the way to waste', { retry: 0, timeout: 600_000 }, async () => {
    const { page } = bench;
    const { begin, caption, point, shot, gif } = film(page, TITLE_BAR);
    await bench.lenses();
    await bench.showViews();
    await page.setViewportSize(PICTURE);
    await loaded({ 'layerwise.codeLens.enabled': false });
    await turnEditor(page, 'EXPOSE');
    await begin();
    await caption('A Dockerfile. What does each line do to the image?');
    await shot(2);

    await loaded({});
    await bench.lenses();
    await turnEditor(page, 'EXPOSE');
    await begin();
    await caption('Layerwise: what each line adds, overwrites, hides – and wastes');
    await shot(3.4);

    await point(page.locator('.view-line', { hasText: 'RUN mkdir' }).locator('span span').first());
    await page.locator('.monaco-hover:visible', { hasText: 'Line 28' }).waitFor();
    await page.waitForTimeout(800);
    await caption('Point at a line: its files, and which later line wastes them');
    await shot(3.4);

    const lens = page.locator('.codelens-decoration a', { hasText: '12 hidden' }).first();
    await point(lens);
    await shot(0.4);
    await lens.click();
    await page.locator('.pane-header', { hasText: 'after line 36' }).waitFor();
    await bench.expand('srv', 'status');
    await turnView(page, 'Files', 'docs');
    await turnEditorUp(page);
    await caption('The file system after line 36: what it removed is red');
    await shot(2.8);

    const check = bench.row('Line 36').locator('.custom-view-tree-node-item-checkbox');
    await point(check);
    await shot(0.3);
    await check.click();
    await page.getByText('1 layer peeled off').waitFor();
    await turnView(page, 'Steps', 'Line 37');
    await turnView(page, 'Files', 'docs');
    await page.locator('[role=treeitem][aria-label^="demo"]:not([aria-label*="removed"])').first().waitFor();
    // The tooltip of what was turned goes.
    await page.waitForTimeout(1500);
    await caption('Peel that layer off: what it removed is back');
    await shot(2.8);

    const writer = bench.row('517 kB wasted by line 28');
    await point(writer);
    await writer.click();
    const file = bench.row('srv/status/data/web.csv');
    await file.waitFor();
    await caption('Wasted space, by the line that wrote it …');
    await shot(2);
    await point(file);
    await file.click();
    await page.getByText('Ln 28, Col 1').waitFor();
    await page.waitForTimeout(800);
    await caption('… one click leads there');
    await shot(3);

    const path = join(folder ?? '', 'layerwise.gif');
    writeFileSync(path, gif());
    expect(statSync(path).size).toBeLessThan(3_000_000);
  });

  /** Settings count from when the page is loaded. */
  async function loaded(settings: Readonly<Record<string, unknown>>): Promise<void> {
    sample.set(settings);
    await bench.page.reload();
    await bench.page.locator('[role=treeitem]').first().waitFor();
    await bench.page.addStyleTag({ content: `.monaco-workbench { font-family: ${FONT} !important }` });
  }
});
