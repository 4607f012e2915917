import type { Locator, Page } from 'playwright-core';

/** What tests do in a workbench, in words of the editor. */
export interface Workbench {
  readonly page: Page;
  /** Texts of all lenses on the screen, once they stay as they are. */
  lenses(): Promise<string[]>;
  clickLens(text: string): Promise<void>;
  /** Shows the views of Layerwise. */
  showViews(): Promise<void>;
  /** The first row of any tree whose label for screen readers begins so. */
  row(label: string): Locator;
  /** Opens folders one in another. */
  expand(...names: readonly string[]): Promise<void>;
  collapse(name: string): Promise<void>;
  /** Runs a command of the palette. */
  run(title: string): Promise<void>;
  /** Chooses in a quick pick, by what is typed. */
  pick(text: string): Promise<void>;
  /** Types an answer into the box that asks for it. */
  answer(text: string): Promise<void>;
  /** Names of the uppermost rows of a view, from above. */
  topRows(view: string): Promise<string[]>;
  /** Of a row's context menu. */
  menu(row: string, item: string): Promise<void>;
  /** The text of the editor that has the focus, or had it last. */
  editorText(): Promise<string>;
}

export function workbench(page: Page): Workbench {
  const row = (label: string): Locator =>
    page.locator(`[role=treeitem][aria-label^="${label.replaceAll(/["\\]/g, '\\$&')}"]`).first();
  const run = async (title: string): Promise<void> => {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input').first();
    await input.waitFor();
    await input.fill(`>${title}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await page.keyboard.press('Enter');
  };
  return {
    page,
    lenses: () => stableLenses(page),
    async clickLens(text) {
      await stableLenses(page);
      await page.locator('.codelens-decoration a', { hasText: text }).first().click();
    },
    async showViews() {
      await page.locator('.activitybar .action-item:has([aria-label*="Layerwise"])').click();
      await page.locator('[role=treeitem]').first().waitFor();
    },
    row,
    async expand(...names) {
      for (const name of names) {
        await row(name).scrollIntoViewIfNeeded();
        if ((await row(name).getAttribute('aria-expanded')) !== 'true') await row(name).click();
        await page.locator(`[role=treeitem][aria-label^="${name}"][aria-expanded=true]`).first().waitFor();
      }
    },
    async collapse(name) {
      if ((await row(name).getAttribute('aria-expanded')) === 'true') await row(name).click();
      await page.locator(`[role=treeitem][aria-label^="${name}"][aria-expanded=false]`).first().waitFor();
    },
    run,
    async pick(text) {
      const input = page.locator('.quick-input-widget input').first();
      await input.waitFor();
      await input.fill(text);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
    },
    async answer(text) {
      const input = page.locator('.quick-input-widget input').first();
      await input.waitFor();
      await input.fill(text);
      await page.keyboard.press('Enter');
    },
    topRows: (view) => page.evaluate<string[]>(topRows(view)),
    async menu(label, item) {
      // Whatever else takes the focus in between closes the menu, or leaves it open and deaf.
      for (let left = 4; ; left--) {
        await closeMenu(page);
        const missed = await chooseInMenu(page, row(label), item).then(
          () => null,
          (error: unknown) => ({ error }),
        );
        if (missed === null) return;
        if (left === 0) throw missed.error;
      }
    },
    async editorText() {
      const lines = await page.locator('.editor-instance .view-line').allTextContents();
      return lines.join('\n').replaceAll('\u00a0', ' ');
    },
  };
}

async function chooseInMenu(page: Page, row: Locator, item: string): Promise<void> {
  await row.click({ button: 'right', timeout: 10_000 });
  const entry = page.locator('.monaco-menu .action-label', { hasText: item }).last();
  await entry.waitFor({ timeout: 5000 });
  // A menu takes no click in its first tenth of a second: it might be that of its opening.
  await page.waitForTimeout(300);
  await entry.click({ timeout: 5000 });
  await page.locator('.context-view-block').waitFor({ state: 'detached', timeout: 5000 });
}

/** A menu that lost the focus hears no key, and its block covers the page: it goes when the window loses the focus. */
async function closeMenu(page: Page): Promise<void> {
  const block = page.locator('.context-view-block');
  if ((await block.count()) === 0) return;
  await page.evaluate("window.dispatchEvent(new Event('blur'))");
  await block.waitFor({ state: 'detached', timeout: 5000 });
}

/** Right after its start the editor draws lenses anew; a click in between is lost. */
async function stableLenses(page: Page): Promise<string[]> {
  await page.locator('.codelens-decoration a').first().waitFor();
  let before = '';
  for (let same = 0; same < 5; ) {
    const texts = await page.evaluate<string[]>(LENS_TEXTS);
    const now = texts.join('\n');
    same = now === before && !texts.includes('') ? same + 1 : 0;
    before = now;
    await page.waitForTimeout(250);
  }
  return before.split('\n');
}

/**
 * Runs in the page; a lens that is not drawn yet has no link and is empty here. Those of lines that are off the screen,
 * which are hidden or at the lower edge, may never be drawn: they are left out.
 */
const LENS_TEXTS = `[...document.querySelectorAll('.codelens-decoration')]
  .filter((lens) => getComputedStyle(lens).visibility !== 'hidden')
  .filter((lens) => lens.getBoundingClientRect().bottom + 20 < lens.closest('.monaco-editor').getBoundingClientRect().bottom)
  .map((lens) => (lens.querySelector('a') === null ? '' : lens.textContent))`;

/** Runs in the page. Rows stand in the page in the order in which they were drawn. */
const topRows = (view: string): string => `[...document.querySelectorAll('.pane')]
  .filter((pane) => pane.querySelector('.pane-header .title')?.textContent === '${view}')
  .flatMap((pane) => [...pane.querySelectorAll('[role=treeitem][aria-level="1"]')])
  .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
  .map((row) => row.querySelector('.label-name').textContent)`;
