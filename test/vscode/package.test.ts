import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../support/runCli.ts';
import { installed } from './installed.ts';
import { workbench } from './page.ts';
import { vscodeServer } from './vscodeServer.ts';
import { newPage, startBrowser, workbenchUrl } from './workbench.ts';

const there = installed();

describe('the package', () => {
  const vsix = join(mkdtempSync(join(tmpdir(), 'layerwise-vsix-')), 'layerwise.vsix');
  execFileSync('npx', ['vsce', 'package', '--no-dependencies', '--out', vsix], { cwd: root, stdio: 'ignore' });

  test('has the programs, the pictures and the sample, and no source, test or module', () => {
    const names = execFileSync('python3', ['-m', 'zipfile', '-l', vsix], { encoding: 'utf8' })
      .split('\n')
      .flatMap((line) => /^extension\/(\S+)/.exec(line)?.slice(1) ?? []);
    expect(names.filter((name) => /^(src|test|bench|node_modules|docs)\/|\.(ts|map)$|\.env/.test(name))).toEqual([]);
    for (const name of ['dist/extension.cjs', 'dist/server.cjs', 'dist/thread.cjs', 'media/icon.png']) {
      expect(names).toContain(name);
    }
    expect(names).toContain('sample/image.oci.tar');
  });

  test('is small: the sample’s image is most of it', () => {
    const sample = statSync(`${root}sample/image.oci.tar`).size;
    expect(statSync(vsix).size - sample).toBeLessThan(700_000);
  });

  test.skipIf(typeof there === 'string')(
    `installs and runs${typeof there === 'string' ? `: skipped, ${there}` : ''}`,
    async () => {
      if (typeof there === 'string') return;
      const folder = mkdtempSync(join(tmpdir(), 'layerwise-workspace-'));
      cpSync(`${root}sample`, folder, { recursive: true });
      const server = await vscodeServer(there, { vsix });
      const browser = await startBrowser(there);
      onTestFinished(async () => {
        await browser.close();
        server.stop();
        rmSync(folder, { recursive: true, force: true });
      });
      const page = await newPage(browser);
      await page.goto(workbenchUrl(server, { folder, open: join(folder, 'Dockerfile'), development: false }));
      expect((await workbench(page).lenses())[0]).toContain('status-page:1.4.0');
    },
    180_000,
  );
});
