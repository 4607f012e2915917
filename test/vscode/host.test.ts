import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { expect, test } from 'vitest';
import { root } from '../support/runCli.ts';
import { buildHostTests } from './buildHostTests.ts';
import type { HostResult } from './host/run.ts';
import { type Installed, installed } from './installed.ts';
import { vscodeServer } from './vscodeServer.ts';
import { newPage, startBrowser, workbenchUrl } from './workbench.ts';

/** With LAYERWISE_VSCODE_DESKTOP=1 the desktop build is downloaded, and the same tests run in that. */
const isDesktop = process.env['LAYERWISE_VSCODE_DESKTOP'] === '1';
const there = isDesktop ? null : installed();

test.skipIf(typeof there === 'string')(
  `tests inside the extension host pass${typeof there === 'string' ? `: skipped, ${there}` : ''}`,
  async () => {
    if (typeof there === 'string') return;
    const results = await (there === null ? runOnDesktop() : runInBrowser(there));
    expect(results.filter(({ error }) => error !== null)).toEqual([]);
    expect(results.length).toBeGreaterThan(10);
  },
  300_000,
);

async function runOnDesktop(): Promise<HostResult[]> {
  const { workspace, file, tests } = await prepared();
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    launchArgs: [workspace, '--disable-extensions'],
    extensionTestsEnv: { LAYERWISE_HOST_RESULTS: file },
  }).catch(() => undefined);
  return resultsOf(file, workspace);
}

async function runInBrowser(programs: Installed): Promise<HostResult[]> {
  const { workspace, file, tests } = await prepared();
  const server = await vscodeServer(programs, { env: { LAYERWISE_HOST_RESULTS: file } });
  const browser = await startBrowser(programs);
  try {
    const page = await newPage(browser);
    const ended = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', () => undefined);
    await page.goto(workbenchUrl(server, { folder: workspace, development: true, tests }));
    await ended;
  } finally {
    await browser.close();
    server.stop();
  }
  return resultsOf(file, workspace);
}

async function prepared() {
  const workspace = mkdtempSync(join(tmpdir(), 'layerwise-workspace-'));
  cpSync(`${root}sample`, workspace, { recursive: true });
  return { workspace, file: join(workspace, 'results.json'), tests: await buildHostTests() };
}

function resultsOf(file: string, workspace: string): HostResult[] {
  const results = JSON.parse(readFileSync(file, 'utf8')) as HostResult[];
  rmSync(workspace, { recursive: true, force: true });
  return results;
}
