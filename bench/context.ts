import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MeasuredRun, runMeasured } from './runMeasured.ts';

const ROUNDS = 2;
const FILES_OF_A_FOLDER = 20;
/** As those of generated images; nothing is in the files, which take no room so. */
const SIZES = [83, 107, 301, 541, 900, 1275, 2063, 3500, 6058, 13_282];
const CLI = join('dist', 'cli.cjs');

/** `layerwise context` of so many files that are all copied, as a process, against programs that list them and their sizes. */
export async function reportContexts(sizes: readonly number[]): Promise<void> {
  for (const files of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'layerwise-bench-'));
    try {
      makeContext(folder, files);
      await report(folder, files);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Folders as in a repository of many packages, and an ignore file of the usual kind, of which nothing is there. */
function makeContext(root: string, files: number): void {
  for (let first = 0; first < files; first += FILES_OF_A_FOLDER) {
    const at = first / FILES_OF_A_FOLDER;
    const folder = join(root, 'packages', `package-${Math.floor(at / 3)}`, 'lib', ['core', 'util', 'test'][at % 3]);
    mkdirSync(folder, { recursive: true });
    for (let file = first; file < Math.min(files, first + FILES_OF_A_FOLDER); file++) {
      const opened = openSync(join(folder, `module-${file}.js`), 'w');
      ftruncateSync(opened, SIZES[file % SIZES.length]);
      closeSync(opened);
    }
  }
  writeFileSync(join(root, 'Dockerfile'), 'FROM scratch\nCOPY . /app/\n');
  writeFileSync(join(root, '.dockerignore'), '.git\n**/*.log\n**/node_modules\n*.tmp\ndocs/**\n!docs/README.md\n');
}

async function report(folder: string, files: number): Promise<void> {
  const programs = {
    find: () => runMeasured('find', [folder, '-type', 'f', '-printf', '%s %p\\n']),
    du: () => runMeasured('du', ['-ab', folder]),
    idle: () => runMeasured(process.execPath, [CLI, '--version']),
    text: () => runMeasured(process.execPath, [CLI, 'context', folder]),
    json: () => runMeasured(process.execPath, [CLI, 'context', folder, '--format', 'json']),
  };
  const best = await bestOf(programs);
  const against = ({ seconds }: MeasuredRun): string =>
    `${seconds.toFixed(1)} s, × ${(seconds / best.find.seconds).toFixed(2)} of find, × ${(seconds / best.du.seconds).toFixed(2)} of du, ` +
    `${((seconds * 1e6) / files).toFixed(1)} µs a file`;
  const bytes = ({ peakBytes }: MeasuredRun): string =>
    `${Math.round(peakBytes / 1e6)} MB at most, ${Math.round((peakBytes - best.idle.peakBytes) / files)} B a file more than idle`;
  console.log(
    `a context of ${files} files: find ${best.find.seconds.toFixed(1)} s, du ${best.du.seconds.toFixed(1)} s`,
  );
  console.log(`  layerwise context: ${against(best.text)}; ${bytes(best.text)}`);
  console.log(`  --format json: ${against(best.json)}; ${bytes(best.json)}`);
}

/** The fastest run of each, in turns; of memory the least. */
async function bestOf<Name extends string>(
  programs: Readonly<Record<Name, () => Promise<MeasuredRun>>>,
): Promise<Readonly<Record<Name, MeasuredRun>>> {
  const names = Object.keys(programs) as Name[];
  const best: Partial<Record<Name, MeasuredRun>> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const run = await programs[name]();
      const before = best[name] ?? run;
      const peakBytes = Math.min(before.peakBytes, run.peakBytes);
      best[name] = { ...(run.seconds < before.seconds ? run : before), peakBytes };
    }
  }
  return best as Readonly<Record<Name, MeasuredRun>>;
}
