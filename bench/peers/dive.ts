import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MeasuredRun, runMeasured } from '../runMeasured.ts';

/** Its newest release; the module's own `latest` is a later commit, which is none. */
const MODULE = 'github.com/wagoodman/dive@v0.13.1';
const ROUNDS = 3;
/** No further round of it after so long: a slow peer takes minutes. */
const ENOUGH_SECONDS = 240;
const LIMIT_SECONDS = 20 * 60;

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
    for (let round = 0; round < ROUNDS; round++) {
      const command = 'exec "$1" dist/cli.cjs analyze "$2" --format json --no-cache > "$3"';
      runs.layerwise.push(await runMeasured('sh', ['-c', command, 'sh', process.execPath, archive, ours], env));
      if (round > 0 && performance.now() - start > ENOUGH_SECONDS * 1000) continue;
      const args = [archive, '--source', 'docker-archive', '--json', theirs];
      runs.dive.push(await runMeasured(dive, args, env, LIMIT_SECONDS));
    }
    report(least(runs.dive), least(runs.layerwise), theirs, ours);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A peer that was stopped takes at least what is told. */
function report(dive: MeasuredRun, layerwise: MeasuredRun, theirs: string, ours: string): void {
  const atLeast = dive.ended ? '' : '> ';
  const row = (d: number, l: number) => ({
    dive: atLeast + d.toFixed(1),
    layerwise: l.toFixed(1),
    ratio: atLeast + (d / l).toFixed(1),
  });
  const { totals } = JSON.parse(readFileSync(ours, 'utf8')) as OurReport;
  const their = dive.ended ? (JSON.parse(readFileSync(theirs, 'utf8')) as DiveReport).image : null;
  console.table({
    seconds: row(dive.seconds, layerwise.seconds),
    'CPU seconds': row(dive.cpuSeconds, layerwise.cpuSeconds),
    'peak MB': row(dive.peakBytes / 1e6, layerwise.peakBytes / 1e6),
    'wasted MB': { dive: their && mb(their.inefficientBytes), layerwise: mb(totals.wastedBytes), ratio: null },
    efficiency: { dive: their && round(their.efficiencyScore), layerwise: round(totals.efficiency), ratio: null },
  });
  if (!dive.ended) console.log(`dive had not ended after ${LIMIT_SECONDS} s and was stopped`);
}

/** Built by Go. Null, said aloud, where that cannot be. */
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
    ended: runs.every(({ ended }) => ended),
  };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

function mb(bytes: number): number {
  return Math.round(bytes / 1e6);
}
