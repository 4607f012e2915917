import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { runTests } from '@vscode/test-electron';
import { buildHostScript } from './buildHostScript.ts';
import { checkout } from './checkout.ts';
import type { Installed } from './installed.ts';
import { vscodeServer } from './vscodeServer.ts';
import { newPage, startBrowser, workbenchUrl } from './workbench.ts';

/** A script bounds its own work; this is for a workbench that never comes so far. */
const PATIENCE_MILLISECONDS = 600_000;
/** Of all that the editor says of itself, what it said before it ended. */
const LAST = 10;

/**
 * Runs a script in the extension host of a VS Code that has our extension and opens a folder, and gives what the script
 * wrote to the file LAYERWISE_HOST_RESULTS.
 *
 * @param programs of a workbench in a browser; or the desktop build, which is downloaded
 */
export async function runInHost(programs: Installed | 'desktop', entry: string, workspace: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-host-'));
  const run: HostRun = {
    workspace,
    script: await buildHostScript(entry),
    results: join(folder, 'results.json'),
    folder,
  };
  try {
    const said = await (programs === 'desktop' ? onDesktop(run) : inBrowser(programs, run));
    if (!existsSync(run.results)) throw new Error(`VS Code ended without results, and said: ${said}`);
    return readFileSync(run.results, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface HostRun {
  readonly workspace: string;
  readonly script: string;
  readonly results: string;
  /** For what the editor keeps. */
  readonly folder: string;
}

async function onDesktop({ workspace, script, results, folder }: HostRun): Promise<string> {
  const own = [`--user-data-dir=${join(folder, 'user')}`, `--extensions-dir=${join(folder, 'extensions')}`];
  return runTests({
    extensionDevelopmentPath: checkout,
    extensionTestsPath: script,
    launchArgs: [workspace, ...own, '--disable-extensions', '--disable-workspace-trust'],
    extensionTestsEnv: { LAYERWISE_HOST_RESULTS: results, LAYERWISE_CACHE_DIR: join(folder, 'cache') },
    cachePath: join(tmpdir(), 'layerwise-vscode-desktop'),
  }).then(
    () => 'nothing',
    (error: unknown) => String(error),
  );
}

async function inBrowser(programs: Installed, { workspace, script, results }: HostRun): Promise<string> {
  const server = await vscodeServer(programs, { env: { LAYERWISE_HOST_RESULTS: results } });
  const browser = await startBrowser(programs);
  try {
    const page = await newPage(browser);
    const said: unknown[] = [];
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
      if (type === 'error') said.push(...args);
    });
    const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.goto(workbenchUrl(server, { folder: workspace, development: true, tests: script }));
    const enough = new AbortController();
    await Promise.race([ended, setTimeout(PATIENCE_MILLISECONDS, null, { signal: enough.signal })]);
    enough.abort();
    return said.slice(-LAST).map(String).join('\n');
  } finally {
    await browser.close();
    server.stop();
  }
}
