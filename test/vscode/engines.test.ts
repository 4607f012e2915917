import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DOCKERFILE, LAYERS, specOf } from '../server/project.ts';
import { answersOf, exportOf, fakeEngine, json, listed } from '../sources/engine/fakeEngine.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { installed } from './installed.ts';
import { workbench } from './page.ts';
import { vscodeServer } from './vscodeServer.ts';
import { newPage, ourErrors, startBrowser, workbenchUrl } from './workbench.ts';

const there = installed();

test.skipIf(typeof there === 'string')(
  `images of an engine are found, chosen by keyboard and compared${typeof there === 'string' ? `: skipped, ${there}` : ''}`,
  async () => {
    if (typeof there === 'string') return;
    const engine = await engineWithTwo();
    const folder = await temporaryDirectory();
    writeFileSync(join(folder, 'Dockerfile'), DOCKERFILE);
    const server = await vscodeServer(there, { env: { ...engine.env, CONTAINER_HOST: 'unix:///nowhere/podman.sock' } });
    const browser = await startBrowser(there);
    onTestFinished(async () => {
      await browser.close();
      server.stop();
    });
    const page = await newPage(browser);
    const errors = ourErrors(page);
    await page.goto(workbenchUrl(server, { folder, open: join(folder, 'Dockerfile'), development: true }));
    const bench = workbench(page);
    expect((await bench.lenses())[0]).toMatch(/^made:1 in an engine · 230 kB in 3 layers/);

    const rows = page.locator('.quick-input-list .monaco-list-row');
    await bench.run('Layerwise: Choose Image');
    await rows.filter({ hasText: 'odd:2' }).waitFor();
    expect((await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim())).toEqual([
      expect.stringMatching(
        /^made:1 ?built .* ago · 10 B · linux\/amd64 · Docker 99\.1 .*fits 3 of 3 instructions fit this Dockerfile$/,
      ),
      expect.stringMatching(/^odd:2 ?built .* ago · 10 B · linux\/amd64 · Docker 99\.1 other images of engines$/),
      'Image by name…',
      'Another image archive…',
      'Forget my choice',
    ]);
    await page.keyboard.type('odd');
    await page.keyboard.press('Enter');
    await page.locator('.codelens-decoration a', { hasText: 'odd:2 in an engine' }).waitFor();

    await bench.run('Layerwise: Choose Image');
    await rows.filter({ hasText: 'Image by name' }).waitFor();
    await page.keyboard.type('by name');
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'A name, an ID or a digest' }).waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('made:1');
    await page.keyboard.press('Enter');
    await page.locator('.codelens-decoration a', { hasText: 'made:1 in an engine' }).waitFor();

    await bench.run('Layerwise: Compare Images');
    await page.locator('.quick-input-title', { hasText: 'Choose the image to compare made:1 with' }).waitFor();
    await bench.pick('odd:2');
    const pane = page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'made:1 → odd:2' }) });
    const groups = pane.getByRole('treeitem', { name: /because of/ });
    await groups.first().waitFor();
    const told = await Promise.all((await groups.all()).map((group) => group.getAttribute('aria-label')));
    expect(told).toEqual([
      '1 added (200 kB), +200 kB in all, because of Line 2: RUN make a',
      '1 removed (30 kB), -30 kB in all, because of Line 3: RUN make b, only in the first image',
      '1 added (3 B), +3 B in all, because of Layer 0: RUN odd, only in the second image',
    ]);
    expect(errors).toEqual([]);
  },
);

/** One image that fits the Dockerfile, and a newer one that does not. */
async function engineWithTwo() {
  const [made, odd] = [specOf(), specOf([['RUN odd', { name: 'odd', content: 'odd' }], LAYERS[0]])];
  const hour = Date.now() / 1000 - 3600;
  const list = [listed(await exportOf(odd), ['odd:2'], hour + 60), listed(await exportOf(made), ['made:1'], hour)];
  return fakeEngine(made, {
    ...(await answersOf(odd, ['odd:2'])),
    ...(await answersOf(made, ['made:1'])),
    '/images/json': json(list),
  });
}
