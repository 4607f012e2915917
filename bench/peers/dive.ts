import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MeasuredRun, runMeasured } from '../runMeasured.ts';

const MODULE = 'github.com/wagoodman/dive/cmd/dive@latest';
const ROUNDS = 3;
/** No further round after so long: a slow peer takes minutes. */
const ENOUGH_SECONDS = 240;

interface DiveReport {
  readonly image: { readonly inefficientBytes: number; readonly efficiencyScore: number };
}

interface OurReport {
  readonly totals: { readonly wastedBytes: number; readonly efficiency: number };
}

/** Both programs from a plain `docker save` archive to their JSON report, as whole processes, in turns. */
export async function compareWithDive(archive: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwise-dive-'));
  try {
    const dive = installed(folder);
    if (dive === null) return;
    const theirs = join(folder, 'dive.json');
    const ours = join(folder, 'layerwise.json');
    const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') };
    const runs: { dive: MeasuredRun[]; layerwise: MeasuredRun[] } = { dive: [], layerwise: [] };
    const start = performance.now();
    for (let round = 0; round < ROUNDS && performance.now() - start < ENOUGH_SECONDS * 1000; round++) {
      runs.dive.push(
        await runMeasured(dive, [archive, '--source', 'docker-archive', '--json', theirs, '--quiet'], env),
      );
      const command = 'exec "$1" dist/cli.cjs analyze "$2" --format json --no-cache > "$3"';
      runs.layerwise.push(await runMeasured('sh', ['-c', command, 'sh', process.execPath, archive, ours], env));
    }
    const d = least(runs.dive);
    const l = least(runs.layerwise);
    const { image } = JSON.parse(readFileSync(theirs, 'utf8')) as DiveReport;
    const { totals } = JSON.parse(readFileSync(ours, 'utf8')) as OurReport;
    console.table({
      seconds: { dive: round(d.seconds), layerwise: round(l.seconds), ratio: round(d.seconds / l.seconds) },
      'CPU seconds': {
        dive: round(d.cpuSeconds),
        layerwise: round(l.cpuSeconds),
        ratio: round(d.cpuSeconds / l.cpuSeconds),
      },
      'peak MB': { dive: mb(d.peakBytes), layerwise: mb(l.peakBytes), ratio: round(d.peakBytes / l.peakBytes) },
      'wasted MB': { dive: mb(image.inefficientBytes), layerwise: mb(totals.wastedBytes), ratio: null },
      efficiency: { dive: round(image.efficiencyScore), layerwise: round(totals.efficiency), ratio: null },
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its newest release, built by Go. Null, said aloud, where that cannot be. */
function installed(folder: string): string | null {
  try {
    execFileSync('go', ['install', MODULE], { env: { ...process.env, GOBIN: folder }, stdio: 'ignore' });
    const version = execFileSync('go', ['version', '-m', join(folder, 'dive')], { encoding: 'utf8' });
    console.log(`against dive ${/\bmod\s+\S+\s+(\S+)/.exec(version)?.[1] ?? ''}`);
    return join(folder, 'dive');
  } catch {
    console.log('not against dive: Go, or the module, is not to be had here');
    return null;
  }
}

function least(runs: readonly MeasuredRun[]): MeasuredRun {
  return {
    seconds: Math.min(...runs.map(({ seconds }) => seconds)),
    cpuSeconds: Math.min(...runs.map(({ cpuSeconds }) => cpuSeconds)),
    peakBytes: Math.min(...runs.map(({ peakBytes }) => peakBytes)),
  };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

function mb(bytes: number): number {
  return Math.round(bytes / 1e6);
}
