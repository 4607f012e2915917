import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { smallPng } from './smallPng.ts';

/** What fits beside a page of text. */
export const PICTURE = { width: 1280, height: 780 };
/** The bar with the window's title, which says nothing here. */
export const TITLE_BAR = 35;

/** The same wherever it is installed, and about as wide as those that most people have. */
export const FONT = '"Liberation Sans", sans-serif';

/** What has to be in a picture. */
export interface Shown {
  /** Labels of rows, by the titles of their views. */
  readonly rows?: Readonly<Record<string, string>>;
  /** Text of a line of the editor, which is turned down to it. */
  readonly line?: string;
}

/**
 * Takes a picture for the README and for whoever looks, where LAYERWISE_SCREENSHOTS names a folder for it; otherwise it does
 * nothing. The window is as small as the picture meanwhile.
 */
export async function picture(page: Page, name: string, { rows = {}, line }: Shown = {}): Promise<void> {
  const folder = process.env['LAYERWISE_SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  await page.setViewportSize(PICTURE);
  await page.addStyleTag({ content: `.monaco-workbench { font-family: ${FONT} !important }` });
  await page.waitForTimeout(500);
  for (const [view, row] of Object.entries(rows)) await turnView(page, view, row);
  if (line !== undefined) await turnEditor(page, line);
  const clip = { x: 0, y: TITLE_BAR, width: PICTURE.width, height: PICTURE.height - TITLE_BAR };
  writeFileSync(join(folder, `${name}.png`), smallPng(await page.screenshot({ clip })));
  if (line !== undefined) await turnUp(page, EDITOR);
  if (before !== null) await page.setViewportSize(before);
}

export async function turnEditor(page: Page, text: string): Promise<void> {
  const line = page.locator('.editor-instance .view-line', { hasText: text }).first();
  for (let turns = 0; turns < 60 && !(await isAbove(line, PICTURE.height - 5 * ROW)); turns++) {
    await turn(page, EDITOR, ROW);
  }
  await page.mouse.move(700, 20);
  // Lenses follow.
  await page.waitForTimeout(1500);
}

/** By some lines, so that those before the cursor are seen, too. */
export async function turnEditorUp(page: Page): Promise<void> {
  for (let turns = 0; turns < 6; turns++) await turn(page, EDITOR, -ROW);
  await page.mouse.move(700, 20);
  await page.waitForTimeout(1500);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const EDITOR: Point = { x: 800, y: 300 };

/** In small turns: of large ones the editor makes what it likes. */
async function turnUp(page: Page, at: Point): Promise<void> {
  for (let turns = 0; turns < 30; turns++) await turn(page, at, -3 * ROW);
}

async function turn(page: Page, { x, y }: Point, pixels: number): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, pixels);
  await page.waitForTimeout(50);
}

async function isAbove(place: Locator, bottom: number): Promise<boolean> {
  const box = await place.boundingBox({ timeout: 100 }).catch(() => null);
  return box !== null && box.y < bottom;
}

const ROW = 22;

/** Rows that are not on the screen are not in the page, so the view is turned until the row is there. */
export async function turnView(page: Page, view: string, row: string): Promise<void> {
  const pane = page.locator('.pane', { has: page.locator('.pane-header', { hasText: view }) }).first();
  const area = await pane.locator('.pane-body').boundingBox();
  if (area === null) return;
  const middle = { x: area.x + 40, y: area.y + area.height / 2 };
  const wanted = pane.locator(`[role=treeitem][aria-label^="${row}"]`).first();
  await turnUp(page, middle);
  for (let turns = 0; turns < 60 && !(await isAbove(wanted, area.y + area.height - 2 * ROW)); turns++) {
    await turn(page, middle, ROW);
  }
  await page.mouse.move(700, 20);
}
