import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed } from '../test/vscode/installed.ts';
import { runInHost } from '../test/vscode/runInHost.ts';
import type { Activation } from './activationInHost.ts';

const ROUNDS = 5;

/** How long the editor waits for our extension when it is first wanted, each time in a fresh VS Code. */
export async function reportActivation(): Promise<void> {
  const programs = installed();
  if (typeof programs === 'string') {
    console.log(`activation is not measured: ${programs}`);
    return;
  }
  const workspace = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
  const rounds: Activation[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push(JSON.parse(await runInHost(programs, 'bench/activationInHost.ts', workspace)) as Activation);
  rmSync(workspace, { recursive: true, force: true });
  const elapsed = median(rounds.map(({ milliseconds }) => milliseconds));
  const cpu = median(rounds.map(({ cpuMilliseconds }) => cpuMilliseconds));
  console.log(`activation in VS Code: ${elapsed.toFixed(0)} ms, ${cpu.toFixed(0)} ms of CPU in its host`);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
