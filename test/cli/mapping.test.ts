import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { ociFiles, temporaryDirectory, writeDirectory } from '../support/imageBuilder.ts';
import { packTar } from '../support/packTar.ts';
import { runCli, sampleDockerfile, sampleImage } from '../support/runCli.ts';

interface Report {
  readonly totals: { readonly baseLayers: number };
  readonly dockerfile: {
    readonly steps: readonly { readonly layers: number[]; readonly confidence: string; readonly evidence: string }[];
  };
}

async function stepsOf(...args: string[]) {
  const { code, stdout, stderr } = await runCli(['analyze', ...args, '--format', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return (JSON.parse(stdout) as Report).dockerfile.steps;
}

describe('--provenance', () => {
  let statement: { predicate: unknown };

  beforeAll(async () => {
    const open = await openImageAt(sampleImage);
    await open.close();
    statement = open.image.attestations[0] as typeof statement;
  });

  /** The sample as an OCI layout whose index names the image alone. */
  async function withoutAttestation(): Promise<string> {
    const folder = await temporaryDirectory();
    execFileSync('tar', ['xf', sampleImage, '-C', folder]);
    const read = (name: string) =>
      JSON.parse(readFileSync(join(folder, name), 'utf8')) as { manifests: { digest: string }[] };
    const nested = read(`blobs/sha256/${read('index.json').manifests[0].digest.slice('sha256:'.length)}`);
    writeFileSync(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [nested.manifests[0]] }));
    return folder;
  }

  it.each([
    ['an in-toto statement', () => JSON.stringify(statement)],
    ['a bare predicate', () => JSON.stringify(statement.predicate)],
    [
      'a metadata file',
      () => JSON.stringify({ 'buildx.build.provenance': statement.predicate, 'buildx.build.ref': 'x' }),
    ],
    [
      'a metadata file for several platforms',
      () => JSON.stringify({ 'buildx.build.provenance/linux/amd64': statement.predicate }),
    ],
  ])('takes %s', async (_, content) => {
    const image = await withoutAttestation();
    const file = join(image, 'provenance.json');
    writeFileSync(file, content());
    expect(await stepsOf(image, '--provenance', file)).toEqual(await stepsOf(sampleImage));
    expect(await stepsOf(image, '-f', sampleDockerfile)).not.toEqual(await stepsOf(sampleImage));
  });

  it('takes a .dockerbuild record', async () => {
    const image = await withoutAttestation();
    const file = join(image, 'build.dockerbuild');
    const members = [
      { name: 'oci-layout', content: '{"imageLayoutVersion":"1.0.0"}' },
      { name: 'index.json', content: JSON.stringify({ schemaVersion: 2, manifests: [] }) },
      { name: 'blobs/sha256/0a', content: 'not JSON: the trace of the build' },
      { name: 'blobs/sha256/0b', content: JSON.stringify(statement.predicate) },
    ];
    writeFileSync(file, gzipSync(await packTar(members)));
    expect(await stepsOf(image, '--provenance', file)).toEqual(await stepsOf(sampleImage));
  });

  it('maps everything exactly', async () => {
    const steps = await stepsOf(sampleImage);
    expect(steps.flatMap(({ layers }) => layers)).toEqual(Array.from({ length: 13 }, (_, layer) => layer));
    expect(new Set(steps.map(({ confidence, evidence }) => `${confidence} ${evidence}`))).toEqual(
      new Set(['exact provenance']),
    );
  });
});

it('--base tells how many layers are the base’s', async () => {
  const layer = (name: string) => ({ members: [{ name, content: name }], compression: 'gzip' as const });
  const [one, two, three] = [layer('one'), layer('two'), layer('three')];
  const history = ['one', 'two', 'three'].map((name) => ({
    created_by: `RUN /bin/sh -c touch ${name} # buildkit`,
    comment: 'buildkit.dockerfile.v0',
  }));
  const base = await writeDirectory(await ociFiles([{ layers: [one, two], config: { history: history.slice(0, 2) } }]));
  const image = await writeDirectory(await ociFiles([{ layers: [one, two, three], config: { history } }]));
  const dockerfile = join(base, 'Dockerfile');
  writeFileSync(dockerfile, 'FROM base\nRUN touch three\n');
  const of = async (...args: string[]) => {
    const { stdout } = await runCli(['analyze', image, '-f', dockerfile, '--format', 'json', ...args]);
    const { dockerfile: mapped, totals } = JSON.parse(stdout) as Report;
    return { from: mapped.steps[0], baseLayers: totals.baseLayers };
  };
  expect(await of()).toMatchObject({ from: { confidence: 'low' }, baseLayers: 2 });
  expect(await of('--base', base)).toMatchObject({ from: { confidence: 'high', layers: [0, 1] }, baseLayers: 2 });
});

it('--explain says where copied files come from', async () => {
  const { stdout } = await runCli(['analyze', sampleImage, '--explain']);
  expect(stdout).toMatch(/COPY --from=assets .*\n +exact, provenance: .*Its files come from stage “assets”\.\n/);
});
