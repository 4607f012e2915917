import { copyFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fakeDocker } from '../support/fakeBuilder.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { finished, runCli, sampleImage, startCli } from '../support/runCli.ts';

const sample = { context: 'sample', line: '[stage-1  6/13] RUN rm /tmp/history-2025.tar.gz' };

async function pathWith(build: string): Promise<{ readonly PATH: string; readonly TMPDIR: string }> {
  return { PATH: `${await fakeDocker(build)}:${process.env['PATH'] ?? ''}`, TMPDIR: await temporaryDirectory() };
}

/** Of lines 28 and 29 of the sample. */
const PROGRESS = [
  {
    digest: 'sha256:a',
    name: '[stage-1  5/13] RUN mkdir -p data',
    started: '2026-01-01T00:00:00Z',
    completed: '2026-01-01T00:01:05Z',
  },
  {
    digest: 'sha256:b',
    name: sample.line,
    started: '2026-01-01T00:02:00Z',
    completed: '2026-01-01T00:02:00Z',
    cached: true,
  },
].map((vertex) => `'${JSON.stringify({ vertexes: [vertex] })}'`);

async function buildsSample() {
  const archive = join(await temporaryDirectory(), 'ready.tar');
  await copyFile(sampleImage, archive);
  return pathWith(`printf '%s\\n' ${PROGRESS.join(' ')} >&2; cp ${archive} "$dest"`);
}

describe('layerwise build', () => {
  it('shows what the builder says, and then what lines did and how long they took', async () => {
    const env = await buildsSample();
    const dest = join(await temporaryDirectory(), 'web.tar');
    const { code, stdout, stderr } = await runCli(['build', sample.context, '--', '-o', `type=oci,dest=${dest}`], {
      env,
    });
    expect(stderr.split('\n')).toEqual([
      '#1 [stage-1  5/13] RUN mkdir -p data',
      '#1 DONE 1 min 5 s',
      `#2 ${sample.line}`,
      '#2 CACHED',
      '',
    ]);
    expect(stdout).toMatch(/^Line +Instruction +Layer +Time +Added/m);
    expect(stdout).toMatch(/^ +28 +RUN mkdir .* 4 +1 min 5 s +4 /m);
    expect(stdout).toMatch(/^ +29 +RUN rm .* 5 +cached /m);
    expect(code).toBe(0);
    expect(await readdir(env.TMPDIR)).toEqual([]);
  });

  it('gives times in the report for machines', async () => {
    const env = await buildsSample();
    const dest = join(await temporaryDirectory(), 'web.tar');
    const { stdout } = await runCli(
      ['build', sample.context, '--format', 'json', '--', '-o', `type=oci,dest=${dest}`],
      { env },
    );
    const { dockerfile } = JSON.parse(stdout) as { dockerfile: { path: string; steps: { startLine: number }[] } };
    expect(dockerfile.path).toBe('sample/Dockerfile');
    expect(dockerfile.steps.filter((step) => 'cached' in step)).toMatchObject([
      { startLine: 28, buildSeconds: 65, cached: false },
      { startLine: 29, buildSeconds: null, cached: true },
    ]);
  });

  it('ends with the builder’s code, its output and a clear error when the build fails', async () => {
    const env = await pathWith(`echo 'ERROR: failed to solve: \\033[31mno\\033[0m' >&2; exit 17`);
    expect(await runCli(['build', 'sample'], { env })).toEqual({
      code: 17,
      stdout: '',
      stderr:
        'ERROR: failed to solve: no\nlayerwise: The image was not built: docker buildx build ended with code 17. What it said shows why.\n',
    });
    expect(await readdir(env.TMPDIR)).toEqual([]);
  });

  it('says when the builder made no image', async () => {
    const { code, stderr } = await runCli(['build', 'sample', '--', '-o', 'out'], { env: await pathWith('exit 0') });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^layerwise: docker buildx build has made no image that can be opened\. /),
    ]);
  });

  it('says what to install when there is no builder', async () => {
    const { code, stderr } = await runCli(['build', 'sample'], { env: { PATH: tmpdir() } });
    expect([code, stderr]).toEqual([
      2,
      'layerwise: Cannot build: neither docker nor podman nor buildah is on the PATH. Install Docker with its buildx plugin (https://docs.docker.com/engine/install/), or Podman, or Buildah.\n',
    ]);
  });

  it('leaves nothing running when it is interrupted', async () => {
    const env = await pathWith('echo "pid $$" >&2; exec sleep 1000');
    const child = startCli(['build', 'sample'], env);
    const run = finished(child);
    const pid = await new Promise<number>((resolve) => {
      let said = '';
      child.stderr?.on('data', (text: Buffer) => {
        said += text.toString();
        const [, found] = /pid (\d+)/.exec(said) ?? [];
        if (found !== undefined) resolve(Number(found));
      });
    });
    child.kill('SIGINT');
    expect((await run).code).toBe(130);
    await expect.poll(() => isRunning(pid), { timeout: 30_000 }).toBe(false);
  });

  it.each([[['build', '--no-such-option']], [['build', 'sample', 'another']], [['build', '--builder', 'kaniko']]])(
    '%j is a wrong call',
    async (args) => {
      expect((await runCli(args)).code).toBe(2);
    },
  );
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
