import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

export interface Activation {
  readonly milliseconds: number;
  /** Of the whole extension host meanwhile: on a busy machine it says more. */
  readonly cpuMilliseconds: number;
}

/** Runs in the extension host. From before our bundle is read until the extension is active. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('layerwise.layerwise');
  const file = process.env['LAYERWISE_HOST_RESULTS'];
  if (file === undefined || extension?.isActive !== false) throw new Error('there is no extension to activate');
  const start = performance.now();
  const before = process.cpuUsage();
  await extension.activate();
  const { user, system } = process.cpuUsage(before);
  const activation: Activation = { milliseconds: performance.now() - start, cpuMilliseconds: (user + system) / 1000 };
  writeFileSync(file, JSON.stringify(activation));
}
