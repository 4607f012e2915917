import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Installed } from './installed.ts';

export interface VscodeServer {
  readonly port: number;
  /** Changes the user's settings while it runs. */
  set(settings: Readonly<Record<string, unknown>>): void;
  stop(): void;
}

export interface ServerOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A package to install; without, the extension is loaded from the checkout. */
  readonly vsix?: string;
  /** For the extension host and all that it starts. */
  readonly env?: NodeJS.ProcessEnv;
}

const QUIET = {
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'workbench.tips.enabled': false,
};

/** Starts VS Code's server with folders of its own. */
export async function vscodeServer({ node, server }: Installed, options: ServerOptions = {}): Promise<VscodeServer> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-vscode-'));
  for (const name of ['user/User', 'extensions', 'run'])
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  const set: VscodeServer['set'] = (settings) => {
    const all = { ...QUIET, ...options.settings, ...settings };
    writeFileSync(join(folder, 'user/User/settings.json'), JSON.stringify(all));
  };
  set({});
  const port = await freePort();
  const places = ['--user-data-dir', join(folder, 'user'), '--extensions-dir', join(folder, 'extensions')];
  const env = {
    ...process.env,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    XDG_RUNTIME_DIR: join(folder, 'run'),
    LAYERWISE_CACHE_DIR: join(folder, 'cache'),
    XDG_STATE_HOME: join(folder, 'state'),
    ...options.env,
  };
  if (options.vsix !== undefined) {
    execFileSync(node, [server, '--install-extension', options.vsix, '--force', ...places], { env, stdio: 'ignore' });
  }
  const child = spawn(node, [server, ...ARGUMENTS, '--port', String(port), ...places], {
    env,
    // A group of its own, for its extension hosts outlive it by seconds.
    detached: true,
    stdio: 'ignore',
  });
  const stop = (): void => {
    endGroup(child.pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  await answers(port).catch((error: unknown) => {
    stop();
    throw error;
  });
  return { port, set, stop };
}

const ARGUMENTS = [
  ...['--host', '127.0.0.1', '--without-connection-token', '--accept-server-license-terms'],
  ...['--enable-smoke-test-driver', '--disable-telemetry', '--disable-experiments', '--disable-workspace-trust'],
  // If nobody comes to stop it, it ends itself some minutes after the last browser has left.
  '--enable-remote-auto-shutdown',
];

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const response = await fetch(`http://127.0.0.1:${port}/version`).catch(() => null);
    if (response?.ok === true) return;
    await setTimeout(200);
  }
  throw new Error('VS Code’s server does not answer');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
