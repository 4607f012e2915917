import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asTar, ociFiles } from '../support/imageBuilder.ts';
import { runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';
import { violations } from './accessibility.ts';
import { installed } from './installed.ts';
import { smallPng } from './pictures/smallPng.ts';
import { colorsOf } from './treemap.ts';
import { startBrowser } from './workbench.ts';

const there = installed();
const skipped = typeof there === 'string' ? `: skipped, ${there}` : '';

describe.skipIf(typeof there === 'string')(`the report as a page${skipped}`, () => {
  let browser: Browser;
  let folder: string;
  let page: Page;
  /** Whatever the console says: there is nothing to say. */
  const said: string[] = [];

  beforeAll(async () => {
    if (typeof there === 'string') return;
    folder = mkdtempSync(join(tmpdir(), 'layerwise-report-'));
    browser = await startBrowser(there);
    page = await open(await reportOf('sample', [sampleImage, '-f', sampleDockerfile]));
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function reportOf(name: string, args: readonly string[]): Promise<string> {
    const file = join(folder, `${name}.html`);
    const { code, stderr } = await runCli(['analyze', ...args, '--format', 'html', '--output', file]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return file;
  }

  async function open(file: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const opened = await browser.newPage({
      viewport: { width: 1280, height: 1000 },
      reducedMotion: 'reduce',
      ...options,
    });
    opened.on('console', (message) => said.push(message.text()));
    opened.on('pageerror', (error) => said.push(String(error)));
    opened.on('request', (request) => {
      if (!request.url().startsWith('file:')) said.push(`asked for ${request.url()}`);
    });
    await opened.goto(pathToFileURL(file).href);
    await opened.locator('canvas').waitFor();
    return opened;
  }

  const row = (name: RegExp): Locator => page.getByRole('treeitem', { name });
  const crumbs = (): Promise<string[]> => page.locator('.lw-crumbs li').allInnerTexts();
  const details = (): Promise<string> => page.getByRole('region', { name: 'Details' }).innerText();
  /** Pixels of the treemap, which do not move. */
  const drawn = async (): Promise<string> => {
    await page.waitForTimeout(50);
    return (await page.locator('canvas').screenshot()).toString('base64');
  };

  test('has the image, what it comes to, and each line with what it did', async () => {
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('status-page:1.4.0');
    expect(await page.locator('.lw-figures').innerText()).toMatch(/65\.4 %[\s\S]*1\.37 MB/);
    const line28 = page.locator('tr', { hasText: 'RUN mkdir -p data' });
    expect((await line28.locator('td').allInnerTexts()).map((text) => text.trim())).toEqual([
      '28',
      'RUN mkdir -p data && tar -xzf /tmp/history-2025.tar.gz -C data',
      '4',
      '',
      '',
      '517 kB',
      '517 kB',
    ]);
    expect(await page.locator('tr', { hasText: 'srv/status/data/web.csv' }).innerText()).toMatch(
      /130 kB\s+\/srv\/status\/data\/web\.csv\s+line 28\s+shipped again for its mode or owner in line 37/,
    );
  });

  test('draws the treemap, with a colour for each thing that happened', async () => {
    expect(await colorsOf(page.locator('canvas'))).toBeGreaterThan(5);
    expect(await page.locator('.lw-legend').innerText()).toMatch(/Added 1\.98 MB[\s\S]*Wasted: removed later 705 kB/);
  });

  test('colours by layer too', async () => {
    const before = await drawn();
    await page.getByLabel('Colour').selectOption('layer');
    expect(await drawn()).not.toBe(before);
    await page.getByLabel('Colour').selectOption('state');
    expect(await drawn()).toBe(before);
  });

  test('zooms into a folder by a click, and up by Escape, Backspace and the folders above', async () => {
    const whole = await drawn();
    await clickTitleOnTheRight();
    expect(await crumbs()).toEqual(['Whole image', 'srv']);
    expect(await drawn()).not.toBe(whole);
    await row(/^status, .* folder/).click();
    await row(/^data, .* folder/).click();
    expect(await crumbs()).toEqual(['Whole image', 'srv', 'status', 'data']);
    await page.keyboard.press('Escape');
    expect(await crumbs()).toEqual(['Whole image', 'srv', 'status']);
    await page.keyboard.press('Backspace');
    expect(await crumbs()).toEqual(['Whole image', 'srv']);
    await page.getByRole('button', { name: 'Whole image' }).click();
    expect(await crumbs()).toEqual(['Whole image']);
    expect(await drawn()).toBe(whole);
  });

  test('moves from one folder to another, where motion is welcome', async () => {
    const moving = await open(join(folder, 'sample.html'), { reducedMotion: 'no-preference' });
    await moving.evaluate(COUNT_FRAMES);
    await moving.getByRole('treeitem', { name: /^srv, .* folder/ }).click();
    await expect.poll(() => moving.evaluate<number>('window.drawnFrames')).toBeGreaterThan(3);
    await moving.close();
  });

  test('is gone through by keyboard, and says where one is', async () => {
    await row(/^bin, .* folder/).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').innerText()).toMatch(/^\/srv, 1\.91 MB, .* 100 files/);
    expect(await focused()).toMatch(/^status, 1\.91 MB, .* folder, 100 files/);
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toMatch(/^srv, .* folder/);
    await page.keyboard.press('End');
    expect(await focused()).toMatch(/^etc, .* folder/);
    await page.keyboard.press('Home');
    expect(await focused()).toMatch(/^bin, .* folder/);
  });

  test('tells a file under the mouse, and keeps what was clicked', async () => {
    await page.getByRole('button', { name: 'Whole image' }).click();
    await page.mouse.move(...(await middleOf(0.25)));
    expect(await page.locator('.lw-tooltip').innerText()).toMatch(
      /^\/bin\/\S+\n1\.98 MB, 50 % of the image\nwritten in line 16/,
    );
    await page.mouse.click(...(await middleOf(0.25)));
    expect(await details()).toMatch(/^\/bin\/\S+\n1\.98 MB/);
    await page.mouse.move(5, 5);
    expect(await page.locator('.lw-tooltip').isVisible()).toBe(false);
  });

  test('finds by name, and goes to what it found', async () => {
    await page.getByRole('searchbox').fill('web.');
    await row(/^\/srv\/status\/data\/web\.csv, 130 kB/)
      .first()
      .waitFor();
    expect(await page.getByRole('status').innerText()).toMatch(/^\d+ files match, 3\d\d kB/);
    await page.keyboard.press('Enter');
    expect(await focused()).toMatch(/^\/srv\/status\/data\/web\.csv/);
    await page.keyboard.press('Enter');
    expect(await details()).toMatch(/written in line \d+/);
    await page.getByRole('searchbox').fill('nothing has this name');
    await page.getByText('Nothing here').waitFor();
    await page.getByRole('searchbox').press('Escape');
    await row(/^srv, .* folder/).waitFor();
  });

  test('selects a step in the timeline: by mouse, by keyboard, and as a filter', async () => {
    const step = page.getByRole('option', { name: /^line 28: RUN mkdir .*, 517 kB shipped, all wasted$/ });
    const before = await drawn();
    await step.click();
    expect(await step.getAttribute('aria-selected')).toBe('true');
    expect(await drawn()).not.toBe(before);
    await page.getByLabel('Only the selected step').check();
    expect(await page.locator('.lw-heading').innerText()).toMatch(/^\/ · 517 kB, .* · 4 files · all wasted$/);
    await page.getByLabel('Only the selected step').uncheck();
    await step.press('ArrowRight');
    expect(await focused()).toMatch(/^line 29: RUN rm/);
    await page.keyboard.press('Home');
    expect(await focused()).toBe('Whole image');
  });

  test.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced', { colorScheme: 'dark', forcedColors: 'active' }],
  ] as const)('axe finds nothing wrong with it in %s colours', async (name, options) => {
    const other = await open(join(folder, 'sample.html'), options);
    await other.getByRole('option', { name: /^line 28/ }).click();
    await other.getByRole('treeitem', { name: /^srv/ }).click();
    expect(await violations(other.locator('body'))).toEqual([]);
    await keep(other, name);
    await other.close();
  });

  test('shows names that try to be more as what they are', async () => {
    const hostile = ['</script><img src=x onerror=alert(1)>', '<!--<script>', '\u202egnp.exe', '{0} $& \u2028'];
    const members = hostile.map((name) => ({ name: name.replaceAll('/', '∕'), content: 'x'.repeat(100) }));
    const closing = { name: '</script><script>alert(1)</script>', content: 'x'.repeat(5000) };
    const layers = [{ members: [...members, closing] }];
    const history = [{ created_by: 'COPY </script><img src=x onerror=alert(1)> . # buildkit' }];
    writeFileSync(join(folder, 'hostile.tar'), await asTar(await ociFiles([{ layers, config: { history } }])));
    const other = await open(await reportOf('hostile', [join(folder, 'hostile.tar')]));
    expect(await other.locator('img').count()).toBe(0);
    expect(await other.locator('script').count()).toBe(2);
    await other.getByRole('treeitem', { name: '\\u202egnp.exe' }).waitFor();
    await other.getByRole('treeitem', { name: '{0} $& \\u2028' }).waitFor();
    await other.getByRole('treeitem', { name: '<!--<script>' }).waitFor();
    await other.close();
  });

  test('asks for nothing, and says nothing on the console', () => expect(said).toEqual([]));

  const focused = (): Promise<string> => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");

  /** A place in the treemap. */
  async function middleOf(share: number): Promise<[number, number]> {
    const box = await page.locator('canvas').boundingBox();
    if (box === null) throw new Error('no canvas');
    return [box.x + box.width * share, box.y + box.height / 2];
  }

  /** What is drawn has no elements: `srv` fills the right half, and its title is at the top. */
  async function clickTitleOnTheRight(): Promise<void> {
    const box = await page.locator('canvas').boundingBox();
    if (box === null) throw new Error('no canvas');
    await page.mouse.click(box.x + box.width * 0.75, box.y + 9);
  }
});

/** For the documentation, where LAYERWISE_SCREENSHOTS names a folder for it. */
async function keep(page: Page, name: string): Promise<void> {
  const into = process.env['LAYERWISE_SCREENSHOTS'];
  if (into === undefined) return;
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, `report-${name}.png`), smallPng(await page.screenshot()));
}

/** In the page. A picture that does not move takes one frame, two with a mark. */
const COUNT_FRAMES = `
  window.drawnFrames = 0;
  const plain = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => plain((now) => {
    window.drawnFrames++;
    callback(now);
  });
`;
