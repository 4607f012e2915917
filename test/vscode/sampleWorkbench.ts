import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/runCli.ts';
import type { Installed } from './installed.ts';
import { type Workbench, workbench } from './page.ts';
import { vscodeServer } from './vscodeServer.ts';
import { newPage, ourErrors, startBrowser, workbenchUrl } from './workbench.ts';

/** Rows that are not on the screen are not in the page: all of them fit. */
const TALL = { width: 1280, height: 2600 };

/** Of the editor, what moves or says nothing of ours. */
const CALM = {
  'workbench.colorTheme': 'Default Dark Modern',
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.cursorBlinking': 'solid',
  'remote.autoForwardPorts': false,
};

/** The sample, open in a workbench of its own. */
export interface SampleWorkbench {
  readonly bench: Workbench;
  readonly folder: string;
  /** What the console told of errors of ours. */
  readonly errors: readonly string[];
  set(settings: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

export async function sampleWorkbench(programs: Installed): Promise<SampleWorkbench> {
  const parent = mkdtempSync(join(tmpdir(), 'layerwise-workspace-'));
  const folder = join(parent, 'status-page');
  mkdirSync(folder);
  cpSync(`${root}sample`, folder, { recursive: true });
  const server = await vscodeServer(programs, { settings: CALM });
  const browser = await startBrowser(programs);
  const page = await newPage(browser);
  const errors = ourErrors(page);
  await page.setViewportSize(TALL);
  await page.goto(workbenchUrl(server, { folder, open: join(folder, 'Dockerfile'), development: true }));
  return {
    bench: workbench(page),
    folder,
    errors,
    set: (settings) => server.set({ ...CALM, ...settings }),
    async stop() {
      await browser.close();
      server.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
