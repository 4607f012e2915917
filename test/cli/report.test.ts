import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ociFiles, writeDirectory } from '../support/imageBuilder.ts';
import { root, runCli } from '../support/runCli.ts';

const corpus = `${root}test/fixtures/mapping`;

/** An image of one file a layer, with the history of a real one. */
async function withHistoryOf(name: string): Promise<string> {
  const config = JSON.parse(readFileSync(`${corpus}/${name}/config.json`, 'utf8')) as {
    rootfs: { diff_ids: string[] };
    history: unknown[];
  };
  const layers = config.rootfs.diff_ids.map((_, index) => ({ members: [{ name: `file-${index}`, content: 'x' }] }));
  return writeDirectory(await ociFiles([{ layers, config: { history: config.history } }]));
}

describe('the table', () => {
  it('gives the figures of a squashed layer once, at the last of its lines', async () => {
    const image = await withHistoryOf('buildah128-squash');
    const { stdout } = await runCli(['analyze', image, '-f', `${corpus}/dockerfiles/Dockerfile.compat`]);
    const rows = stdout.split('\n').filter((line) => /^ +\d+ {2}/.test(line));
    expect(rows.filter((line) => line.includes(' 0↓')).length).toBeGreaterThan(10);
    expect(rows.filter((line) => line.includes('1 B'))).toEqual([
      expect.stringMatching(/^ +\d+ {2}RUN printf .* 0 +1 +1 B$/),
    ]);
    expect(stdout).toContain('! Layer 0 holds what 19 lines made: the image was squashed, or built without layers.');
  });

  it('says what an image is that no Dockerfile made', async () => {
    const imported = { created: '2026-01-01T00:00:00Z', comment: 'Imported from -' };
    const image = await writeDirectory(
      await ociFiles([{ layers: [{ members: [{ name: 'a', content: 'x' }] }], config: { history: [imported] } }]),
    );
    expect((await runCli(['analyze', image])).stdout).toMatch(/^ +0 {2}Imported from - +1 +1 B$/m);
    const { stdout } = await runCli(['analyze', image, '-f', '-'], { stdin: 'FROM a\nRUN b\n' });
    expect(stdout).toContain('! The image was not built from a Dockerfile but by docker import');
    expect(stdout).toContain('── layers that no line of this Dockerfile made');
  });

  it('writes recorded instructions as a Dockerfile would', async () => {
    const { stdout } = await runCli(['analyze', await withHistoryOf('docker20-classic')]);
    expect(stdout).toMatch(/^ +0 {2}ADD file:… \/ /m);
    expect(stdout).toMatch(/^ +\d+ {2}RUN echo "app:x:1000:" >> \/etc\/group/m);
    expect(stdout).not.toContain('/bin/sh -c');
  });
});
