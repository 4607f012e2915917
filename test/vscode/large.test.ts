import { writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ociFiles, writeArchive } from '../support/imageBuilder.ts';
import type { Member } from '../support/packTar.ts';
import { installed } from './installed.ts';
import { workbench } from './page.ts';
import { vscodeServer } from './vscodeServer.ts';
import { newPage, ourErrors, startBrowser, workbenchUrl } from './workbench.ts';

const there = installed();

/** Names that try to be more than names: Markdown, HTML, command links, control characters, and as long as they get. */
const HOSTILE = [
  '<img src=x onerror=alert(1)>.txt',
  '[run](command:workbench.action.quit).md',
  'tab\tand\nnewline.txt',
  '\u202egnp.exe',
  `${'long'.repeat(60)}.txt`,
];

test.skipIf(typeof there === 'string')(
  `a folder of 10,000 files and hostile names are shown${typeof there === 'string' ? `: skipped, ${there}` : ''}`,
  async () => {
    if (typeof there === 'string') return;
    const folder = await workspace();
    const server = await vscodeServer(there);
    const browser = await startBrowser(there);
    onTestFinished(async () => {
      await browser.close();
      server.stop();
    });
    const page = await newPage(browser);
    const errors = ourErrors(page);
    await page.setViewportSize({ width: 1400, height: 1500 });
    let dialogs = 0;
    page.on('dialog', () => dialogs++);
    await page.goto(workbenchUrl(server, { folder, open: join(folder, 'Dockerfile'), development: true }));
    const bench = workbench(page);
    expect(await bench.lenses()).toContain('+10,005 added · 10 kB');
    await bench.showViews();
    await bench.expand('hostile');
    expect(await bench.row('<img src=x').getAttribute('aria-label')).toContain('<img src=x onerror=alert(1)>.txt');
    await bench.row('tab\\tand\\nnewline.txt').waitFor();
    await bench.row('[run](command').click();
    await page.getByRole('tab', { name: /\[run\]/ }).waitFor();
    await bench.expand('many');
    await bench.row('file-0,').waitFor();
    await page.keyboard.press('End');
    await bench.row('9500 more').click();
    await bench.row('9500 more').waitFor({ state: 'detached' });
    await page.keyboard.press('End');
    await bench.row('9000 more').waitFor();
    expect(await page.locator('.monaco-dialog-box').count()).toBe(0);
    expect(dialogs).toBe(0);
    expect(errors).toEqual([]);
  },
);

/** A folder with a Dockerfile and its image. */
async function workspace(): Promise<string> {
  const members: Member[] = [
    { name: 'hostile', type: 'directory' },
    ...HOSTILE.map((name): Member => ({ name: `hostile/${name}`, content: 'x' })),
    { name: 'many', type: 'directory' },
    ...Array.from({ length: 10_000 }, (_, i): Member => ({ name: `many/file-${i}`, content: 'x' })),
  ];
  const image = await writeArchive(
    await ociFiles([{ layers: [{ members }], config: { history: [{ created_by: 'COPY . . # buildkit' }] } }]),
  );
  const folder = dirname(image);
  await rename(image, join(folder, 'image.tar'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY . .\n');
  return folder;
}
