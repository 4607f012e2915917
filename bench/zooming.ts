import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { installed } from '../test/vscode/installed.ts';
import { startBrowser } from '../test/vscode/workbench.ts';
import { generateImage } from './generate.ts';

const FEW = 1000;
const MANY = 100_000;
const ROUNDS = 6;

/** What frames cost the picture's script while it zooms into folders and out again. */
export async function reportZooming(): Promise<void> {
  const programs = installed();
  if (typeof programs === 'string') {
    console.log(`zooming is not measured: ${programs}`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  const browser = await startBrowser(programs);
  try {
    const few = await framesOf(browser, folder, FEW);
    const many = await framesOf(browser, folder, MANY);
    console.log(
      `zooming the picture of ${MANY} files: a frame takes ${few.median.toFixed(1)} ms of script with ${FEW} files, × ${(many.median / few.median).toFixed(2)} with all; the slowest of ${many.count} ${many.slowest.toFixed(1)} ms`,
    );
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Frames {
  readonly count: number;
  readonly median: number;
  readonly slowest: number;
}

async function framesOf(browser: Browser, folder: string, files: number): Promise<Frames> {
  const { folder: layout } = await generateImage(join(folder, String(files)), files, false);
  const page = join(folder, `${files}.html`);
  execFileSync(process.execPath, ['dist/cli.cjs', 'analyze', layout, '--format', 'html', '--output', page]);
  const tab = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  await tab.addInitScript(TIMED);
  await tab.goto(pathToFileURL(page).href);
  await tab.locator('canvas').waitFor();
  await tab.evaluate('window.drawnFrames.length = 0');
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['usr', 'lib']) {
      await tab.getByRole('treeitem', { name: new RegExp(`^${name}\\b`) }).click();
      await tab.waitForTimeout(ZOOMED);
    }
    for (let up = 0; up < 2; up++) {
      await tab.keyboard.press('Backspace');
      await tab.waitForTimeout(ZOOMED);
    }
  }
  const frames = (await tab.evaluate<number[]>('window.drawnFrames')).sort((a, b) => a - b);
  await tab.close();
  if (frames.length === 0) throw new Error('the picture drew no frame');
  return { count: frames.length, median: frames[frames.length >> 1], slowest: frames[frames.length - 1] };
}

/** Milliseconds until a zoom is certainly over. */
const ZOOMED = 500;

/** In the page: how long each frame's callbacks take. */
const TIMED = `
  window.drawnFrames = [];
  const plain = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    plain((now) => {
      const began = performance.now();
      callback(now);
      window.drawnFrames.push(performance.now() - began);
    });
`;
