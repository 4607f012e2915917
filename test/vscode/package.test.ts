import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { packageExtension } from '../../packaging/packageExtension.ts';
import { root, runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';
import { installed } from './installed.ts';
import { workbench } from './page.ts';
import { vscodeServer } from './vscodeServer.ts';
import { newPage, ourErrors, startBrowser, workbenchUrl } from './workbench.ts';
import { zipEntries } from './zipEntries.ts';

const there = installed();

describe('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-vsix-'));
  const vsix = join(folder, 'layerwise.vsix');
  const image = join(folder, 'image.oci.tar');
  let files: ReadonlyMap<string, Buffer>;
  const complaints: unknown[] = [];

  beforeAll(async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation((...said: unknown[]) => void complaints.push(said));
    await packageExtension(root, vsix);
    warn.mockRestore();
    files = await zipEntries(vsix);
    writeFileSync(image, files.get('extension/sample/image.oci.tar') ?? '');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is made without a warning', () => expect(complaints).toEqual([]));

  test('is at most 1.5 MB', () => expect(statSync(vsix).size).toBeLessThanOrEqual(1_500_000));

  test('has the programs, the pictures and the sample, and no source, test or module', () => {
    const pictures = /^extension\/(media|syntaxes|l10n)\/[\w/.-]+\.(svg|png|json|tmLanguage\.json)$/;
    expect([...files.keys()].filter((name) => !pictures.test(name)).sort()).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/cli.cjs',
      'extension/dist/extension.cjs',
      'extension/dist/picture.css',
      'extension/dist/picture.js',
      'extension/dist/server.cjs',
      'extension/dist/thread.cjs',
      'extension/package.json',
      'extension/package.nls.json',
      'extension/readme.md',
      'extension/sample/Dockerfile',
      'extension/sample/README.md',
      'extension/sample/image.oci.tar',
      'extension/schemas/layerwise.schema.json',
    ]);
  });

  test('has what its manifest names', () => {
    const manifest = files.get('extension/package.json')?.toString() ?? '';
    const named = [...manifest.matchAll(/"((?:\.\/)?(?:dist|media|schemas|syntaxes)\/[^"]+)"/g)].flatMap(
      ([, name]) => name ?? [],
    );
    expect(named.length).toBeGreaterThan(5);
    const missing = named.map((name) => `extension/${name.replace('./', '')}`).filter((name) => !files.has(name));
    expect(missing.filter((name) => !name.includes('*'))).toEqual([]);
  });

  test('has a sample that is the real one in all but its base’s bytes', async () => {
    const [light, real] = await Promise.all([image, sampleImage].map(reportOf));
    expect(light).toEqual(real);
  });

  test.skipIf(typeof there === 'string')(
    `installs and runs${typeof there === 'string' ? `: skipped, ${there}` : ''}`,
    async () => {
      if (typeof there === 'string') return;
      const server = await vscodeServer(there, { vsix });
      const browser = await startBrowser(there);
      onTestFinished(async () => {
        await browser.close();
        server.stop();
      });
      const page = await newPage(browser);
      const errors = ourErrors(page);
      await page.goto(workbenchUrl(server, { folder, development: false }));
      const bench = workbench(page);
      await page.locator('.activitybar [aria-label*="Layerwise"]').first().waitFor();
      // With nothing open, the empty view says what to do.
      await page.locator('.activitybar .action-item:has([aria-label*="Layerwise"])').click();
      await page.getByText('Open a Dockerfile to see what each of its lines does to the image').waitFor();
      await page.getByRole('button', { name: 'Analyze Image Archive' }).waitFor();
      await page.getByRole('button', { name: 'Open the Sample' }).click();
      expect((await bench.lenses())[0]).toContain('status-page:1.4.0 · 3.96 MB in 13 layers');
      expect(errors).toEqual([]);
    },
    180_000,
  );
});

/** Without what must differ: digests, compressed sizes, and where the image lies. */
async function reportOf(archive: string): Promise<unknown> {
  const { stdout } = await runCli(['analyze', archive, '-f', sampleDockerfile, '--verify', '--format', 'json']);
  const differing = new Set(['id', 'reference', 'digest', 'diffId', 'blobBytes']);
  return JSON.parse(stdout, (key, value: unknown) => (differing.has(key) ? null : value));
}
