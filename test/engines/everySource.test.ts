import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { startRegistry } from '../registry/startRegistry.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';
import { loadable } from './savedImage.ts';
import { engineNames, startEngine } from './startEngine.ts';

/** The same image through every source gives the same report, but for where it is and how its layers are packed there. */
const SAMPLE = 'status-page:1.4.0';
const run = promisify(execFile);
const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const stop of stops) await stop();
});

interface Place {
  readonly reference: string;
  readonly env?: Readonly<Record<string, string>>;
}

type Source = readonly [name: string, place: () => Promise<Place | string>];

const sources: readonly Source[] = [
  ['a layout directory', layoutDirectory],
  ['an archive for docker load', dockerArchive],
  ...engineNames.map((name): Source => [name, () => inEngine(name)]),
  ['a registry, gzip', () => inRegistry('gzip')],
  ['a registry, zstd', () => inRegistry('zstd')],
];

async function layoutDirectory(): Promise<Place> {
  const directory = join(await temporaryDirectory(), 'layout');
  await mkdir(directory);
  await run('tar', ['-xf', sampleImage, '-C', directory]);
  return { reference: `oci:${directory}` };
}

async function dockerArchive(): Promise<Place> {
  const path = join(await temporaryDirectory(), 'image.tar');
  await writeFile(path, await loadable(sampleImage));
  return { reference: `docker-archive:${path}` };
}

async function inEngine(name: (typeof engineNames)[number]): Promise<Place | string> {
  const engine = await startEngine(name);
  if (typeof engine === 'string') return engine;
  stops.push(() => engine.stop());
  await engine.ask('POST', '/v1.40/images/load', await loadable(sampleImage));
  return {
    reference: `docker://${SAMPLE}`,
    env: { DOCKER_HOST: `unix://${engine.socket}`, CONTAINER_HOST: 'unix:///nowhere' },
  };
}

async function inRegistry(compression: 'gzip' | 'zstd'): Promise<Place | string> {
  const registry = await startRegistry('registry');
  if (typeof registry === 'string') return registry;
  stops.push(() => registry.stop());
  const name = `${registry.host}/tests/sample:${compression}`;
  const plain = `dir:${await temporaryDirectory()}`;
  const copy = ['--insecure-policy', 'copy', '--format=oci'];
  const packed = ['--dest-tls-verify=false', `--dest-compress-format=${compression}`];
  try {
    // What is packed already, it would push as it is.
    await run('skopeo', [...copy, '--dest-decompress', `oci-archive:${sampleImage}`, plain]);
    await run('skopeo', [...copy, ...packed, plain, `docker://${name}`]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'no skopeo';
    throw error;
  }
  return { reference: `registry://${name}`, env: { HOME: await temporaryDirectory(), DOCKER_HOST: 'unix:///nowhere' } };
}

type Json = Readonly<Record<string, unknown>>;
interface Report extends Json {
  readonly image: Json;
  readonly totals: Json;
  readonly layers: readonly Json[];
  readonly dockerfile: { readonly steps: readonly Json[] };
}

async function reportOf({ reference, env }: Place): Promise<Report> {
  const call = ['analyze', reference, '-f', sampleDockerfile, '--no-cache', '--format', 'json'];
  const { code, stdout, stderr } = await runCli(call, { env: env ?? {} });
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Report;
}

/** What does not depend on the place: neither blobs, nor what only attestations tell, which not every place keeps. */
function everywhere({ image, totals, layers, dockerfile, ...rest }: Report) {
  return {
    ...rest,
    image: without(image, 'reference', 'source'),
    totals: without(totals, 'blobBytes'),
    layers: layers.map((layer) => without(layer, 'digest', 'mediaType', 'blobBytes')),
    dockerfile: {
      ...dockerfile,
      steps: dockerfile.steps.map((step) => without(step, 'confidence', 'evidence')),
    },
  };
}

function without(object: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

it.each(sources)('through %s', { timeout: 120_000 }, async (name, place) => {
  const found = await place();
  if (typeof found === 'string') {
    console.warn(`SKIPPED: the report through ${name}, for want of it (${found})`);
    return;
  }
  const file = await reportOf({ reference: sampleImage });
  expect(file.layers).toHaveLength(13);
  const report = await reportOf(found);
  if (name.endsWith('zstd')) expect(report.layers[0]?.['mediaType']).toMatch(/zstd$/);
  expect(everywhere(report)).toEqual(everywhere(file));
});
