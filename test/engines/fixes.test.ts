import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Analysis, analyze } from '../../src/core/analysis.ts';
import { analysisFindings } from '../../src/core/analysisFindings.ts';
import { analysisFixes } from '../../src/core/analysisFixes.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parseDockerfile.ts';
import { applyEdits } from '../../src/core/fixes/applyEdits.ts';
import { listTree } from '../../src/core/merge/listTree.ts';
import { readLayers } from '../../src/core/readLayers.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { root } from '../support/runCli.ts';
import { buildContext } from './buildContext.ts';
import { dockerEnvironment } from './builderEnvironment.ts';
import { fixCases } from './fixCases.ts';
import { startEngine } from './startEngine.ts';

/**
 * Fixes against a real builder: the image is built as the Dockerfile was and as the fix leaves it. The two show the same
 * files, but for what the fix is to take away, and ship as much less as its title promised.
 */
const LONG = 300_000;
const work = await mkdtemp(join(tmpdir(), 'layerwise-fixes-'));
const engine = await startEngine('docker26-containerd');
if (typeof engine === 'string') console.warn(`SKIPPED: fixes, for want of a builder (${engine})`);
afterAll(async () => {
  if (typeof engine !== 'string') await engine.stop();
  await rm(work, { recursive: true, force: true });
});

describe.skipIf(typeof engine === 'string')('a fix, built before and after', () => {
  let env: NodeJS.ProcessEnv = {};
  let context = '';
  beforeAll(async () => {
    if (typeof engine === 'string') return;
    env = { ...process.env, ...(await dockerEnvironment('docker26-containerd', engine.socket, join(work, 'docker'))) };
    context = await buildContext(join(work, 'context'));
    await cp(join(root, 'test/fixtures/fixes/bin'), join(context, 'bin'), { recursive: true });
    await mkdir(join(context, 'app/.git'), { recursive: true });
    await writeFile(join(context, 'app/.git/pack'), new Uint8Array(150_000).fill(66));
    await writeFile(join(context, 'app/data.bin'), new Uint8Array(200_000).fill(65));
    await writeFile(join(context, 'app/main.sh'), '#!/bin/sh\necho main\n', { mode: 0o644 });
  });

  it.each(fixCases)('$name', { timeout: LONG }, async ({ head = '', dockerfile, fix: wanted, gone = [] }) => {
    const before = await built(
      `${head}FROM scratch\nADD base.tar.gz /\nCOPY --chmod=755 bin /bin/\nRUN true\n${dockerfile}`,
    );
    const fixes = analysisFixes(before, analysisFindings(before, LIMITS));
    const fix = fixes.find(({ name }) => name === wanted);
    expect(fixes.map(({ name }) => name)).toContain(wanted);
    if (fix === undefined || before.dockerfile === null) return;
    const text = applyEdits(before.dockerfile.dockerfile.text, fix.edits);
    expect(parseDockerfile(text).problems).toEqual([]);
    for (const { name, lines } of fix.files) await writeFile(join(context, name), lines.join('\n'));
    const after = await built(text);
    for (const { name } of fix.files) await rm(join(context, name));

    expect(shown(after, gone)).toEqual(shown(before, gone));
    const saved = before.totals.shippedBytes - after.totals.shippedBytes;
    expect(fix.savedBytes).toBeGreaterThan(0);
    expect(Math.abs(saved - (fix.savedBytes ?? 0)), `${fix.title}, really ${saved}`).toBeLessThanOrEqual(saved * 0.02);
  });

  let builds = 0;
  async function built(text: string): Promise<Analysis> {
    const archive = join(work, `${builds++}.tar`);
    const dockerfile = join(work, 'Dockerfile');
    await writeFile(dockerfile, text);
    const output = ['--output', `type=oci,dest=${archive}`, '--provenance=mode=max'];
    await promisify(execFile)('docker', ['buildx', 'build', '--network=none', ...output, '-f', dockerfile, context], {
      env,
    });
    const open = await openImageAt(archive);
    const read = await readLayers(open, { concurrency: 1 });
    const source = { path: dockerfile, recorded: false, dockerfile: parseDockerfile(text) };
    const analysis = analyze(open.image, read, source);
    await open.close();
    await rm(archive);
    return analysis;
  }
});

const LIMITS = { minBytes: 1, minShare: 0, includeBase: false, severities: {} };

/** What a container sees, but for times and for what is to be gone. */
function shown({ tree }: Analysis, gone: readonly string[]): string[] {
  return listTree(tree, tree.layers.length - 1)
    .filter(({ path }) => !gone.some((one) => path === one || path.startsWith(`${one}/`)))
    .map(({ path, type, size, mode, uid, gid, linkname }) =>
      [path, type, type === 'dir' ? 0 : size, mode.toString(8), uid, gid, linkname].join(' '),
    );
}
