import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { Image } from '../../../src/core/image/types.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import type { Operation, Provenance } from '../../../src/core/mapping/provenance/provenance.ts';
import { readProvenance } from '../../../src/core/mapping/provenance/readProvenance.ts';
import { readCase } from './corpus.ts';
import { digestOf, imageOf } from './record.ts';

describe('reading', () => {
  const statement = readCase('buildkit26-gzip-provenance-max').image.attestations[0];
  const predicate = field(statement, 'predicate');
  const whole = readProvenance(statement);

  test('SLSA v0.2, mode=max', () => {
    expect(whole).toMatchObject({ version: 'v0.2', target: null, dockerfile: { name: 'Dockerfile.full' } });
    expect(whole?.dockerfile?.text).toBe(readCase('buildkit26-gzip-provenance-max').text);
    expect(whole?.operations).toHaveLength(36);
    expect(whole?.operations.find(({ id }) => id === 'step10')).toMatchObject({
      locations: [{ startLine: 13, endLine: 17 }],
      chains: [],
    });
  });

  test('SLSA v1, mode=max', () => {
    const { image, text } = readCase('buildkit28-provenance-v1');
    const provenance = readProvenance(image.attestations[0]);
    expect(provenance).toMatchObject({ version: 'v1', dockerfile: { name: 'Dockerfile.full', text } });
    expect(provenance?.operations.find(({ id }) => id === 'step0')?.image).toMatch(
      /^docker.io\/local\/onbuild:1@sha256:/,
    );
  });

  test('mode=min tells neither lines nor layers', () => {
    const { image } = readCase('buildkit26-zstd-provenance-min');
    expect(readProvenance(image.attestations[0])).toMatchObject({ version: 'v0.2', dockerfile: null, operations: [] });
  });

  test.each([
    { name: 'a bare predicate', json: predicate },
    { name: 'a metadata file', json: { 'buildx.build.ref': 'x', 'buildx.build.provenance': predicate } },
    {
      name: 'a metadata file for several platforms',
      json: { 'buildx.build.provenance/linux/arm64': {}, 'buildx.build.provenance/linux/amd64': predicate },
    },
    {
      name: 'an envelope',
      json: {
        payloadType: 'application/vnd.in-toto+json',
        payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
      },
    },
    {
      name: 'a list with others',
      json: [{ predicateType: 'https://spdx.dev/Document', predicate: {} }, null, statement],
    },
  ])('$name', ({ json }) => {
    expect(readProvenance(json, 'linux/amd64')).toEqual(whole);
  });

  test('target and build arguments', () => {
    const args = { target: 'runtime', 'build-arg:A': '1', 'label:x': 'y' };
    const v02 = readProvenance({ invocation: { parameters: { args } } });
    const v1 = readProvenance({ buildDefinition: { externalParameters: { request: { args } } } });
    for (const provenance of [v02, v1])
      expect(provenance).toMatchObject({ target: 'runtime', buildArgs: new Map([['A', '1']]) });
  });

  test('odd parts cost only themselves', () => {
    const json = {
      buildDefinition: { externalParameters: 7 },
      runDetails: {
        metadata: {
          buildkit_metadata: {
            source: {
              infos: [{ filename: 'Dockerfile', data: '%%%' }],
              locations: {
                step1: {},
                step2: { locations: [{ ranges: [{ start: { line: 0 } }, range(4), 'x', range(3)] }] },
                step3: 5,
              },
            },
            layers: { 'step2:0': [null, [{ digest: 'sha256:a' }], [5]], 'step4:0': null },
          },
        },
      },
    };
    expect(readProvenance(json)).toEqual({
      version: 'v1',
      dockerfile: null,
      target: null,
      buildArgs: new Map(),
      vertexes: new Map(),
      operations: [
        { id: 'step1', locations: [], chains: [], image: null },
        { id: 'step2', locations: [{ startLine: 3, endLine: 4 }], chains: [[['sha256:a']]], image: null },
        { id: 'step4', locations: [], chains: [], image: null },
      ],
    });
  });

  test('anything at all: null or a provenance, never an error', () => {
    const keys = fc.constantFrom(
      'predicate',
      'payload',
      'buildx.build.provenance',
      'invocation',
      'metadata',
      'buildDefinition',
      'runDetails',
      'layers',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 5 }, fc.jsonValue(), fc.dictionary(keys, tie('tree')), fc.array(tie('tree'))),
    }));
    const property = fc.property(tree, (json) => {
      const found = readProvenance(json);
      expect(found === null || found.operations.length >= 0).toBe(true);
    });
    fc.assert(property, { numRuns: 100, seed: 1 });
  });
});

function range(line: number) {
  return { start: { line }, end: { line } };
}

function field(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null
    ? new Map<string, unknown>(Object.entries(json)).get(name)
    : undefined;
}

describe('mapping', () => {
  const text = 'FROM base AS build\nRUN make\nFROM base\nWORKDIR /app\nCOPY --from=build --link a /\nRUN test\n';

  test('each layer belongs to the operation whose chain ends with it', () => {
    const operations = [
      image(1, [0]),
      line(2, [0, 1]),
      image(3, [0]),
      line(4, [0, 2]),
      line(5, [3]),
      line(5, [0, 2, 3]),
      line(6, [0, 2, 3, 4]),
    ];
    expect(map(text, operations, [0, 2, 3, 4])).toEqual(['base 1', 'FROM 0', 'WORKDIR 1', 'COPY 2', 'RUN 3']);
  });

  test('layers with the same digest are told apart by the length of the chain', () => {
    const operations = [image(3, [0]), line(4, [0, 7]), line(5, [0, 7, 7]), line(6, [0, 7, 7, 7])];
    expect(map(text, operations, [0, 7, 7, 7])).toEqual(['base 1', 'FROM 0', 'WORKDIR 1', 'COPY 2', 'RUN 3']);
  });

  test('doubled and empty chains', () => {
    const operations: Operation[] = [
      image(3, [0]),
      { ...line(4, [0, 2]), chains: [chain([0, 2]), chain([0, 2]), []] },
      { ...line(5, []), chains: [chain([0, 2, 3, 0, 2, 3])] },
      { ...line(6, []), chains: [[]] },
    ];
    expect(map(text, operations, [0, 2, 3])).toEqual(['base 1', 'FROM 0', 'WORKDIR 1', 'COPY 2']);
  });

  test('an operation that stages share stands at the line of the target’s stage', () => {
    const shared: Operation = { ...line(2, [0, 2]), locations: [lines(2), lines(4)] };
    expect(map(text, [image(3, [0]), shared, line(6, [0, 2, 3])], [0, 2, 3])).toEqual([
      'base 1',
      'FROM 0',
      'WORKDIR 1',
      'RUN 2',
    ]);
  });

  test.each([{ at: [lines(1)] }, { at: [lines(3)] }, { at: [] }])(
    'ONBUILD triggers at $at stand at the FROM',
    ({ at }) => {
      const trigger: Operation = { ...line(1, [0, 8]), locations: at };
      expect(map(text, [image(3, [0]), trigger, line(4, [0, 8, 2])], [0, 8, 2])).toEqual([
        'base 1',
        'FROM 0',
        'FROM 1',
        'WORKDIR 2',
      ]);
    },
  );

  test('ONBUILD triggers of a stage stand at the FROM that goes on from it', () => {
    const stages = 'FROM scratch AS a\nCOPY a /\nONBUILD RUN x\nFROM a\nRUN test\n';
    expect(map(stages, [line(2, [1]), line(4, [1, 2]), line(5, [1, 2, 3])], [1, 2, 3])).toEqual([
      'base 0',
      'COPY 0',
      'FROM 1',
      'RUN 2',
    ]);
  });

  test('the docker driver’s digests are those of the plain tars', () => {
    const plain = imageOf([], 2);
    const operations: Operation[] = [image(3, []), line(4, [])].map((operation, at) => ({
      ...operation,
      chains: [plain.layers.slice(0, at + 1).map(({ diffId }) => [diffId])],
    }));
    const { stepOfLayer } = mapSteps(parseDockerfile(text), plain, { provenance: provenance(text, operations) });
    expect(stepOfLayer).toEqual([2, 3]);
  });

  test('a layer that it does not know belongs to no line', () => {
    const { stepOfLayer, warnings } = mapSteps(parseDockerfile(text), imageWith([0, 2, 3]), {
      provenance: provenance(text, [image(3, [0]), line(4, [0, 2])]),
    });
    expect(stepOfLayer).toEqual([2, 3, null]);
    expect(warnings.map(({ code, layer }) => ({ code, layer }))).toEqual([{ code: 'unmatched-layer', layer: 2 }]);
  });

  test('that of another image is not believed', () => {
    const { steps, warnings } = mapSteps(parseDockerfile(text), imageWith([50, 51]), {
      provenance: provenance(text, [image(3, [0]), line(4, [0, 2])]),
    });
    expect(warnings.map(({ code }) => code)).toContain('other-provenance');
    expect(steps.map(({ evidence }) => evidence)).not.toContain('provenance');
  });

  test('the recorded target counts', () => {
    const options = { provenance: { ...provenance(text, [image(1, [0]), line(2, [0, 1])]), target: 'build' } };
    expect(mapSteps(parseDockerfile(text), imageWith([0, 1]), options)).toMatchObject({
      target: 0,
      stepOfLayer: [0, 1],
      baseLayers: 1,
    });
  });

  test('recorded lines are carried to the Dockerfile of today', () => {
    const today = text
      .replace('WORKDIR', '# a note\nWORKDIR')
      .replace('RUN test', 'RUN lint\nRUN test --all')
      .replace('RUN make\n', '');
    const operations = [image(3, [0]), line(4, [0, 2]), line(5, [0, 2, 3]), line(6, [0, 2, 3, 4])];
    const dockerfile = parseDockerfile(today);
    const { steps, stepOfLayer } = mapSteps(dockerfile, imageWith([0, 2, 3, 4]), {
      provenance: provenance(text, operations),
    });
    expect(
      steps.map(({ step, layers, confidence, stale }) => [
        dockerfile.steps[step]?.original,
        layers.join() || '-',
        confidence,
        stale,
      ]),
    ).toEqual([
      ['FROM base AS build', '-', 'exact', false],
      ['FROM base', '0', 'exact', false],
      ['WORKDIR /app', '1', 'exact', false],
      ['COPY --from=build --link a /', '2', 'exact', false],
      ['RUN lint', '-', 'low', true],
      ['RUN test --all', '3', 'low', true],
    ]);
    expect(stepOfLayer).toEqual([1, 2, 3, 5]);
  });
});

/** Layers by name of instruction, after the number of the base's. */
function map(text: string, operations: readonly Operation[], layers: readonly number[]): readonly string[] {
  const dockerfile = parseDockerfile(text);
  const { stepOfLayer, baseLayers, steps } = mapSteps(dockerfile, imageWith(layers), {
    provenance: provenance(text, operations),
  });
  expect(new Set(steps.map(({ confidence }) => confidence))).toEqual(new Set(['exact']));
  const names = stepOfLayer.map((step, layer) => `${dockerfile.steps[step ?? -1]?.instruction ?? '-'} ${layer}`);
  return [`base ${baseLayers}`, ...names];
}

function provenance(text: string, operations: readonly Operation[]): Provenance {
  return {
    version: 'v1',
    dockerfile: { name: 'Dockerfile', text },
    target: null,
    buildArgs: new Map(),
    operations,
    vertexes: new Map(),
  };
}

function imageWith(layers: readonly number[]): Image {
  const image = imageOf([], layers.length);
  return {
    ...image,
    layers: image.layers.map((layer, index) => ({ ...layer, digest: digestOf(5000 + (layers[index] ?? 0)) })),
  };
}

function chain(layers: readonly number[]): Operation['chains'][number] {
  return layers.map((layer) => [digestOf(5000 + layer)]);
}

function lines(at: number): Operation['locations'][number] {
  return { startLine: at, endLine: at };
}

function line(at: number, layers: readonly number[]): Operation {
  return { id: `step${at}-${layers.length}`, locations: [lines(at)], chains: [chain(layers)], image: null };
}

function image(at: number, layers: readonly number[]): Operation {
  return { ...line(at, layers), image: 'docker.io/library/base:latest' };
}
