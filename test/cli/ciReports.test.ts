import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../package.json';
import { imageArchives } from '../support/archives.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { root, runCli } from '../support/runCli.ts';
import { sarifLog } from '../support/sarif.ts';

const golden = `${root}test/fixtures/reports/ci`;
const config = 'test/fixtures/gate/layerwise.yaml';

const FILES = {
  text: 'sample.txt',
  json: 'sample.json',
  sarif: 'sample.sarif',
  junit: 'sample.xml',
  markdown: 'sample.md',
  github: 'sample.github.txt',
  gitlab: 'sample.gitlab.json',
};

describe('the reports of the sample', () => {
  it('are those of test/fixtures/reports/ci; -u writes them anew: read the difference', async () => {
    const folder = await temporaryDirectory();
    const reports = Object.entries(FILES).flatMap(([format, file]) => ['--report', `${format}=${join(folder, file)}`]);
    const image = [
      'sample/image.oci.tar',
      '-f',
      'sample/Dockerfile',
      '--compare-to',
      'test/fixtures/images/bk26-full.oci-gzip-provmax.tar',
    ];
    const { code, stdout, stderr } = await runCli([
      'ci',
      ...image,
      '--config',
      config,
      ...reports,
      '--lowestEfficiency',
      '0.6',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    for (const file of Object.values(FILES)) {
      const text = shortened(await readFile(join(folder, file), 'utf8'));
      await expect(text).toMatchFileSnapshot(join(golden, file));
      expect(text).not.toContain(root);
    }
    expect(stdout).toBe(await readFile(join(folder, FILES.text), 'utf8'));
    sarifLog(await readFile(join(folder, FILES.sarif), 'utf8'));
  });
});

/** Without what changes with a release, and without the hundreds of paths that `layerwise diff` is tested with. */
function shortened(text: string): string {
  return text
    .replaceAll(`"version": "${version}"`, '"version": "VERSION"')
    .replace(/("difference": \{.*?"paths": \[).*?\n {4}\]/s, '$1…]');
}

/** Rules and figures alone: what is found in them, the specs of the rules tell. */
describe('the rules on real images', () => {
  it.each(imageArchives(/\.tar(\.zst)?$/).map((path) => [basename(path), path]))('%s', async (name, path) => {
    const dive = ['--lowestEfficiency', '0.9', '--highestWastedBytes', '20MB'];
    const platform = name.includes('multiplatform') ? ['--platform', 'linux/arm64'] : [];
    const { code, stdout, stderr } = await runCli([
      'ci',
      path,
      '--config',
      config,
      ...dive,
      ...platform,
      '--format',
      'json',
    ]);
    expect(stderr).toBe('');
    const { image, checks, dive: figures, totals } = JSON.parse(stdout) as Record<string, unknown>;
    const shown = { code, image: { ...(image as object), reference: name }, totals, dive: figures, checks };
    await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(join(golden, `${name}.json`));
  });
});
