import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { imageArchives } from '../support/archives.ts';
import { root, runCli, sampleImage } from '../support/runCli.ts';

interface Counted {
  readonly layers: readonly Record<string, unknown>[];
  readonly waste: readonly unknown[];
}

const python = hasPython();
if (!python) console.warn('SKIPPED: counting again with Python’s tarfile, for want of python3');

/** count.py is written from docs/report.md, on another language's tar reader, and shares nothing with the product. */
describe.skipIf(!python)('changes and waste equal what Python counts', () => {
  it.each([sampleImage, ...imageArchives(/\.tar$/)])('%s', async (archive) => {
    const counted = JSON.parse(
      execFileSync('python3', [`${root}test/peers/count.py`, archive], { encoding: 'utf8', maxBuffer: 1 << 28 }),
    ) as Counted;
    const { stdout } = await runCli(['analyze', archive, '--platform', 'linux/amd64', '--format', 'json']);
    const { layers, waste } = JSON.parse(stdout) as Counted;
    expect(waste).toEqual(counted.waste);
    expect(
      layers.map(({ changes, shippedBytes, wastedBytes, hidesBytes }) => ({
        changes,
        shippedBytes,
        wastedBytes,
        hidesBytes,
      })),
    ).toEqual(counted.layers);
  });
});

function hasPython(): boolean {
  try {
    return execFileSync('python3', ['--version'], { encoding: 'utf8', stdio: 'pipe' }).startsWith('Python 3');
  } catch {
    return false;
  }
}
