import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import type { DiveFigures } from '../../src/core/gate/diveFigures.ts';

const dive = process.env['LAYERWISE_DIVE'] ?? 'dive';

export function hasDive(): boolean {
  try {
    execFileSync(dive, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What dive itself says of a docker archive; `folder` is for its report. */
export function askDive(archive: string, folder: string): DiveFigures {
  const report = `${folder}/dive.json`;
  // It writes into the file that is there, and leaves what was longer.
  rmSync(report, { force: true });
  execFileSync(dive, ['--source', 'docker-archive', archive, '--json', report], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, CI: 'true', HOME: folder },
  });
  const { image, layer } = JSON.parse(readFileSync(report, 'utf8')) as DiveReport;
  const userBytes = layer.slice(1).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return {
    efficiency: image.efficiencyScore,
    wastedBytes: image.inefficientBytes,
    userWastedShare: image.inefficientBytes / userBytes,
  };
}

interface DiveReport {
  readonly image: { readonly inefficientBytes: number; readonly efficiencyScore: number };
  readonly layer: readonly { readonly sizeBytes: number }[];
}
