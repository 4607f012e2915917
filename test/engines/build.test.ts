import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { finished, runCli, startCli } from '../support/runCli.ts';
import { buildContext } from './buildContext.ts';
import { dockerEnvironment, lackOf, storageEnvironment } from './builderEnvironment.ts';
import { type RunningEngine, startEngine } from './startEngine.ts';

/** `layerwise build` with real builders: the image mapped, and what each instruction took. */
interface Bench {
  readonly name: string;
  readonly builder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly evidence: 'provenance' | 'history';
  /** Of the first build and of the second, lines whose time is told. */
  readonly timed: readonly number[];
}

const MAKING = [2, 6, 11, 12, 13, 14, 16, 17];
const ALL = [1, 2, 4, 6, 8, 9, 10, 11, 12, 13, 14, 16, 17, 18];
const work = await mkdtemp(join(tmpdir(), 'layerwise-builds-'));
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
  await rm(work, { recursive: true, force: true });
});

async function docker(name: 'docker20' | 'docker26' | 'docker26-containerd'): Promise<Bench | null> {
  const engine: RunningEngine | string = await startEngine(name);
  if (typeof engine === 'string') return skipped(name, engine);
  stops.push(() => engine.stop());
  const env = await dockerEnvironment(name, engine.socket, join(work, name));
  const evidence = name === 'docker26-containerd' ? 'provenance' : 'history';
  return { name, builder: 'docker', env, evidence, timed: name === 'docker20' ? ALL : MAKING };
}

async function other(name: 'podman' | 'buildah'): Promise<Bench | null> {
  const lack = lackOf(name);
  if (lack !== null) return skipped(name, lack);
  const directory = join(work, name);
  const env = await storageEnvironment(directory);
  stops.push(() => {
    // It leaves its storage mounted on itself, and of an interrupted build a container's file system in it.
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
    const own = mounts.map((line) => line.split(' ')[1] ?? '').filter((path) => path.startsWith(directory));
    for (const path of own.toReversed()) spawnSync('umount', [path], { stdio: 'ignore' });
    return Promise.resolve();
  });
  return { name, builder: name, env, evidence: 'history', timed: ALL };
}

function skipped(name: string, why: string): null {
  console.warn(`SKIPPED: builds with ${name}, for want of it (${why})`);
  return null;
}

const context = await buildContext(join(work, 'context'));
const found = [
  await docker('docker20'),
  await docker('docker26'),
  await docker('docker26-containerd'),
  await other('podman'),
  await other('buildah'),
];
const benches = found.filter((bench) => bench !== null);

interface Report {
  readonly image: { readonly id: string; readonly source: string };
  readonly totals: { readonly baseLayers: number };
  readonly warnings: readonly unknown[];
  readonly dockerfile: {
    readonly steps: readonly {
      readonly startLine: number;
      readonly layers: readonly number[];
      readonly confidence: string;
      readonly evidence: string;
      readonly buildSeconds?: number | null;
      readonly cached?: boolean;
    }[];
  };
}

/** Builders are slow to start. */
const LONG = 300_000;

describe.each(benches)('a build with $name', ({ builder, env, evidence, timed }) => {
  const build = (...args: string[]) =>
    runCli(['build', '--builder', builder, '--format', 'json', ...args, context, '--', '--network=none'], { env });

  it('is mapped and timed, and comes from the cache the second time', { timeout: LONG }, async () => {
    const first = await build('--tag', 'layerwise-built:1');
    expect([first.code, first.code === 0 ? '' : first.stderr]).toEqual([0, '']);
    expect(first.stderr).toMatch(/\bRUN rm big$/m);
    const { dockerfile, warnings } = JSON.parse(first.stdout) as Report;
    expect(warnings).toEqual([]);
    const { steps } = dockerfile;
    const at = (line: number) => steps.find(({ startLine }) => startLine === line);
    expect(at(13)).toMatchObject({ evidence, confidence: evidence === 'provenance' ? 'exact' : 'high' });
    const owners = [12, 13, 16, 17].map((line) => at(line)?.layers ?? []);
    expect(owners.map((layers) => layers.length)).toEqual([1, 1, 1, 1]);
    expect(owners.flat()).toEqual(owners.flat().toSorted((a, b) => a - b));
    expect(steps.filter((step) => 'cached' in step).map(({ startLine }) => startLine)).toEqual(timed);
    expect(at(14)?.cached).toBe(false);
    // It slept for one.
    expect(at(14)?.buildSeconds).toBeGreaterThan(0.9);

    const second = JSON.parse((await build('--tag', 'layerwise-built:1')).stdout) as Report;
    const again = second.dockerfile.steps.filter(({ startLine }) => [6, 12, 13, 14, 16, 17].includes(startLine));
    expect(again.map(({ cached, buildSeconds }) => [cached, buildSeconds])).toEqual(again.map(() => [true, null]));
    expect(second.dockerfile.steps.map(({ layers }) => layers)).toEqual(steps.map(({ layers }) => layers));
  });

  it('needs no name', { timeout: LONG }, async () => {
    const { code, stdout } = await build('--target', 'tools');
    expect(code).toBe(0);
    const { dockerfile } = JSON.parse(stdout) as Report;
    expect(dockerfile.steps.find(({ startLine }) => startLine === 6)?.layers).toEqual([1]);
  });

  it('that fails ends with the builder’s code and output', { timeout: LONG }, async () => {
    const { code, stdout, stderr } = await build('-f', join(context, 'Dockerfile.failed'));
    expect(code).toBeGreaterThan(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/\bbefore$/m);
    expect(stderr).toMatch(
      new RegExp(`^layerwise: The image was not built: ${builder} .*build ended with code ${code}\\.`, 'm'),
    );
  });

  it('that is interrupted leaves nothing running', { timeout: LONG }, async () => {
    const args = [
      'build',
      '--builder',
      builder,
      '-f',
      join(context, 'Dockerfile.slow'),
      context,
      '--',
      '--network=none',
    ];
    const child = startCli(args, env);
    const run = finished(child);
    await new Promise<void>((resolve) => {
      let said = '';
      child.stderr?.on('data', (text: Buffer) => {
        said += text.toString();
        if (/\bbegun$/m.test(said)) resolve();
      });
      void run.then(() => resolve());
    });
    expect(processes('sleep 42424')).not.toEqual([]);
    child.kill('SIGINT');
    expect((await run).code).toBe(130);
    await expect.poll(() => processes('sleep 42424', context), { timeout: 60_000, interval: 200 }).toEqual([]);
  });
});

/** What runs that has one of these in its command line. */
function processes(...parts: string[]): string[] {
  const lines = execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => !line.startsWith('Z') && parts.some((part) => line.includes(part)));
}
