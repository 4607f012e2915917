import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asTar, ociFiles } from '../support/imageBuilder.ts';
import type { Member } from '../support/tarMember.ts';
import { installed } from './installed.ts';
import { type Workbench, workbench } from './page.ts';
import { type VscodeServer, vscodeServer } from './vscodeServer.ts';
import { newPage, ourErrors, startBrowser, workbenchUrl } from './workbench.ts';

const there = installed();
const skipped = typeof there === 'string' ? `: skipped, ${there}` : '';

/** Names that try to be more than names: Markdown, HTML, command links, control characters, and as long as they get. */
const HOSTILE = [
  '<img src=x onerror=alert(1)>.txt',
  '[run](command:workbench.action.quit).md',
  'tab\tand\nnewline.txt',
  '\u202egnp.exe',
  `${'long'.repeat(60)}.txt`,
];

describe.skipIf(typeof there === 'string')(`a large and hostile image${skipped}`, () => {
  let server: VscodeServer;
  let browser: Browser;
  let bench: Workbench;
  let folder: string;
  let errors: readonly string[];
  let dialogs = 0;

  beforeAll(async () => {
    if (typeof there === 'string') return;
    folder = await workspace();
    server = await vscodeServer(there);
    browser = await startBrowser(there);
    const page = await newPage(browser);
    errors = ourErrors(page);
    await page.setViewportSize({ width: 1400, height: 1500 });
    page.on('dialog', () => dialogs++);
    await page.goto(workbenchUrl(server, { folder, open: join(folder, 'Dockerfile'), development: true }));
    bench = workbench(page);
  }, 180_000);

  afterAll(async () => {
    await browser.close();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('of 260,006 files has its lenses', async () => {
    const lenses = await bench.lenses();
    expect(lenses).toContain('+10,005 added · 10 kB');
    expect(lenses).toContain('+250,000 added · 250 kB');
    expect(lenses).toContain('+1 added · 68.2 MB');
    await bench.showViews();
  });

  test('shows hostile names as text', async () => {
    await bench.expand('hostile');
    expect(await bench.row('<img src=x').getAttribute('aria-label')).toContain('<img src=x onerror=alert(1)>.txt');
    await bench.row('tab\\tand\\nnewline.txt').waitFor();
    await bench.row('[run](command').click();
    await bench.page.getByRole('tab', { name: /\[run\]/ }).waitFor();
    await bench.collapse('hostile');
  });

  test('has a file that is too large for an editor, and says so', async () => {
    await bench.expand('huge');
    await bench.row('zeros').click();
    // Without the focus of a person the window keeps it for itself.
    await bench.run('Notifications: Show Notifications');
    const told = bench.page.locator('.notification-list-item', {
      hasText: 'zeros has 68.2 MB, too much for an editor',
    });
    await told.waitFor();
    await bench.collapse('huge');
    expect(await told.innerText()).toContain('Save to Disk');
    await bench.run('Notifications: Clear All Notifications');
  });

  test('of 250,000 entries in one layer is looked through, searched, and peeled', async () => {
    await bench.expand('tree', 'd-0');
    await bench.row('f-0,').waitFor();
    await bench.run('Layerwise: Find by Name');
    await bench.answer('f-77');
    await bench.row('f-77,').waitFor();
    await bench.row('f-0,').waitFor({ state: 'detached' });
    await bench.run('Layerwise: Clear Filters');
    await bench.row('Line 3:').locator('.custom-view-tree-node-item-checkbox').click();
    await bench.row('tree').waitFor({ state: 'detached' });
    await bench.page.mouse.move(800, 10);
    await bench.row('Line 3:').locator('.custom-view-tree-node-item-checkbox').click();
    await bench.row('tree').waitFor();
    await bench.collapse('tree');
  });

  test('shows a folder of 10,000 files page by page', async () => {
    await bench.expand('very-many');
    await bench.row('file-0,').waitFor();
    await bench.page.keyboard.press('End');
    await bench.row('9500 more').click();
    await bench.row('9500 more').waitFor({ state: 'detached' });
    await bench.page.keyboard.press('End');
    await bench.row('9000 more').waitFor();
  });

  test('makes no storm of dialogs, and no error of ours', async () => {
    expect(await bench.page.locator('.monaco-dialog-box').count()).toBe(0);
    expect(await bench.page.locator('.notification-list-item').count()).toBe(0);
    expect(dialogs).toBe(0);
    expect(errors).toEqual([]);
  });
});

/** A folder with a Dockerfile and its image. */
async function workspace(): Promise<string> {
  const copied: Member[] = [
    { name: 'hostile', type: 'directory' },
    ...HOSTILE.map((name): Member => ({ name: `hostile/${name}`, content: 'x' })),
    { name: 'very-many', type: 'directory' },
    ...Array.from({ length: 10_000 }, (_, i): Member => ({ name: `very-many/file-${i}`, content: 'x' })),
  ];
  const filled = Array.from({ length: 250_000 }, (_, i): Member => {
    return { name: `tree/d-${Math.floor(i / 500)}/f-${i % 500}`, content: 'x' };
  });
  const huge: Member = { name: 'huge/zeros', content: Buffer.alloc(65 * 1024 * 1024) };
  const layers = [copied, filled, [huge]].map((members) => ({ members, compression: 'gzip' as const }));
  const history = ['COPY . . # buildkit', 'RUN /bin/sh -c fill # buildkit', 'RUN /bin/sh -c swell # buildkit'];
  const config = { history: history.map((line) => ({ created_by: line })) };
  const bytes = await asTar(await ociFiles([{ layers, config }]));
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-workspace-'));
  writeFileSync(join(folder, 'image.tar'), bytes);
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY . .\nRUN fill\nRUN swell\n');
  return folder;
}
