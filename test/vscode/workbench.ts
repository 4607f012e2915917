import { type Browser, chromium, type Page } from 'playwright-core';
import { checkout } from './checkout.ts';
import type { Installed } from './installed.ts';
import type { VscodeServer } from './vscodeServer.ts';

export interface WorkbenchOptions {
  readonly folder: string;
  readonly open?: string;
  /** Load the extension from the checkout; otherwise the server has it installed. */
  readonly development: boolean;
  /** Script of tests that run in the extension host. */
  readonly tests?: string;
}

/** The address of a workbench that loads our extension. */
export function workbenchUrl({ port }: VscodeServer, { folder, open, development, tests }: WorkbenchOptions): string {
  const remote = (path: string): string => `vscode-remote://localhost:${port}${path}`;
  const payload = [
    ...(development ? [['extensionDevelopmentPath', remote(checkout)]] : []),
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
    ...(open === undefined ? [] : [['openFile', remote(open)]]),
  ];
  return `http://localhost:${port}/?folder=${folder}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

export async function startBrowser({ chromium: executablePath }: Installed): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export function newPage(browser: Browser): Promise<Page> {
  return browser.newPage({ viewport: { width: 1400, height: 1000 } });
}

/** What the page's console tells of errors of our extension, from now on. The editor has errors of its own. */
export function ourErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  const note = (text: string): void => {
    if (OURS.test(text)) errors.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') note(message.text());
  });
  page.on('pageerror', (error) => note(error.stack ?? error.message));
  return errors;
}

const OURS = /layerwise\.layerwise|dist\/(extension|server|thread)\.cjs/;
