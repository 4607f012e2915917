import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installed } from './installed.ts';
import type { Workbench } from './page.ts';
import { type SampleWorkbench, sampleWorkbench } from './sampleWorkbench.ts';

const there = installed();
const skipped = typeof there === 'string' ? `: skipped, ${there}` : '';

describe.skipIf(typeof there === 'string')(`what one does in the views, in a real workbench${skipped}`, () => {
  let sample: SampleWorkbench;
  let bench: Workbench;

  beforeAll(async () => {
    if (typeof there === 'string') return;
    sample = await sampleWorkbench(there);
    bench = sample.bench;
    await bench.lenses();
    await bench.showViews();
  }, 180_000);

  afterAll(() => sample.stop());

  test('a step that is selected puts the cursor on its line', async () => {
    await bench.row('Line 31:').click();
    await bench.page.getByText('Ln 31, Col 1').waitFor();
    await after('line 31');
  });

  test('the cursor selects the step at its line', async () => {
    await bench.page.locator('.editor-instance .view-line', { hasText: 'RUN rm /tmp' }).first().click();
    await after('line 29');
    await expect.poll(() => bench.row('Line 29:').getAttribute('aria-selected')).toBe('true');
  });

  test('keys alone move between steps, peel a layer off and put it back', async () => {
    await bench.row('Line 28:').click();
    await after('line 28');
    await bench.page.keyboard.press('Alt+]');
    await after('line 29');
    await bench.page.keyboard.press('Alt+[');
    await after('line 28');
    await bench.page.keyboard.press('Alt+\\');
    await bench.page.getByText('1 layer peeled off').waitFor();
    await bench.page.keyboard.press('Alt+\\');
    await bench.page.getByText('1 layer peeled off').waitFor({ state: 'hidden' });
  });

  test('files have the colour and the letter of what happened to them', async () => {
    await bench.clickLens('17 overwritten');
    await after('line 33');
    await bench.expand('srv', 'status', 'www', 'js');
    await expect.poll(() => markOf('status.js,')).toEqual(['modified', 'M']);
    await expect.poll(() => markOf('chart.js.gz')).toEqual(['added', 'A']);
    await expect.poll(() => markOf('index.html')).toEqual(['identical', '=']);
    await bench.clickLens('12 hidden');
    await after('line 36');
    await expect.poll(() => markOf('demo')).toEqual(['removed', 'D']);
    await bench.clickLens('35 overwritten');
    await after('line 37');
    await expect.poll(() => markOf('status.js,')).toEqual(['metadata', 'P']);
  });

  test('files are sorted by size and by name', async () => {
    await bench.run('Layerwise: Sort by Size');
    await expect.poll(async () => (await bench.topRows('Files')).slice(0, 3)).toEqual(['bin', 'srv', 'etc']);
    await bench.run('Layerwise: Sort by Name');
    await expect.poll(async () => (await bench.topRows('Files')).slice(0, 3)).toEqual(['bin', 'dev', 'etc']);
  });

  test('files are found by name, and it is said that only these are shown', async () => {
    await bench.run('Layerwise: Find by Name');
    await bench.answer('*.js.gz');
    await bench.page.getByText('Only name: *.js.gz').waitFor();
    await bench.row('chart.js.gz').waitFor();
    await expect.poll(() => bench.topRows('Files')).toEqual(['srv']);
    expect(await bench.row('chart.js,').count()).toBe(0);
    await bench.run('Layerwise: Clear Filters');
    await bench.row('chart.js,').waitFor();
  });

  test('files are filtered by what the step did to them', async () => {
    await bench.clickLens('17 overwritten');
    await after('line 33');
    await bench.run('Layerwise: Filter by Change');
    await bench.pick('added');
    await bench.page.keyboard.press('Enter');
    await bench.page.getByText('Only added').waitFor();
    await bench.row('chart.js,').waitFor({ state: 'detached' });
    await bench.row('chart.js.gz').waitFor();
    await bench.run('Layerwise: Clear Filters');
    await bench.row('chart.js,').waitFor();
  });

  test('a file leads to the line that wrote it', async () => {
    await bench.menu('status.js,', 'Go to the Line That Wrote It');
    await bench.page.getByText('Ln 33, Col 1').waitFor();
  });

  test('the path of a file is copied', async () => {
    await bench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await bench.menu('status.js,', 'Copy Path');
    const copied = (): Promise<string> => bench.page.evaluate<string>('navigator.clipboard.readText()');
    await expect.poll(copied).toBe('/srv/status/www/js/status.js');
  });

  test('a file is saved to disk as it is after the step', async () => {
    const target = join(sample.folder, 'saved.js');
    await bench.menu('status.js,', 'Save to Disk');
    await expect
      .poll(() => bench.page.locator('.quick-input-widget input').first().inputValue())
      .toContain('status.js');
    await bench.answer(target);
    await expect.poll(() => textOf(target)).toMatch(/^const NAMES = /);
    expect(textOf(target)).toHaveLength(2882);
    expect(textOf(join(sample.folder, 'www/js/status.js'))).toMatch(/^\/\* Loads/);
  });

  test('a binary file says that it is one', async () => {
    await bench.expand('fonts');
    await bench.row('status-matrix.ttf').click();
    await bench.page.getByText(/either binary or uses an unsupported text encoding/).waitFor();
  });

  test('wasted space by path leads to the line that made it so', async () => {
    await bench.run('Layerwise: Group by Path');
    const row = bench.row('srv/status/data/web.csv');
    await row.waitFor();
    expect(await row.innerText()).toContain('130 kB · line 28 → line 37: shipped again for its mode or owner');
    await expect.poll(() => lineOfHider(row), { timeout: 30_000 }).toBe('Ln 37, Col 1');
    await bench.run('Layerwise: Group by Step');
    await bench.row('517 kB wasted by line 28').waitFor();
  });

  test('all the while the console had no error of ours', () => expect(sample.errors).toEqual([]));

  /** Until the files are those after a step. */
  async function after(place: string): Promise<void> {
    await bench.page.locator('.pane-header', { hasText: `after ${place}` }).waitFor();
  }

  /** Where the cursor is after a click on the row's button. One that comes while the view is drawn anew is lost. */
  async function lineOfHider(row: Locator): Promise<string> {
    await row.hover();
    await row.locator('[aria-label="Go to the Line That Overwrote or Removed It"]').click({ timeout: 2000 });
    await bench.page.waitForTimeout(1000);
    return bench.page.locator('.statusbar-item', { hasText: 'Ln ' }).innerText();
  }

  /** The change whose colour a row has, and its letter. */
  async function markOf(label: string): Promise<[string | undefined, string]> {
    await bench.row(label).scrollIntoViewIfNeeded();
    const { color, letter, colors } = await bench.page.evaluate<Mark>(markIn(label));
    return [CHANGES[colors.indexOf(color)], letter.replaceAll('"', '')];
  }
});

const CHANGES = ['added', 'modified', 'metadata', 'identical', 'removed'];

interface Mark {
  readonly color: string;
  readonly letter: string;
  /** What the theme has for each of the changes. */
  readonly colors: readonly string[];
}

/** Runs in the page. */
const markIn = (label: string): string => `(() => {
  const row = document.querySelector('[role=treeitem][aria-label^="${label}"]');
  const probe = document.querySelector('.monaco-workbench').appendChild(document.createElement('i'));
  const colors = ${JSON.stringify(CHANGES)}.map((change) => {
    probe.style.color = 'var(--vscode-layerwise-' + change + 'Foreground)';
    return getComputedStyle(probe).color;
  });
  probe.remove();
  const { color } = getComputedStyle(row.querySelector('.label-name'));
  return { color, letter: getComputedStyle(row.querySelector('.monaco-icon-label'), '::after').content, colors };
})()`;

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
