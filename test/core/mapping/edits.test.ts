import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { build, buildkit } from './record.ts';

const built = `FROM base
ENV MODE=production
RUN apt-get update && apt-get install -y curl git
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
CMD ["node", "server.js"]
`;
const base = 'FROM scratch\nADD rootfs.tar.xz /\nCMD ["sh"]\n';

describe('an edit marks its own line and leaves the others alone', () => {
  test.each([
    {
      name: 'nothing edited',
      from: '',
      to: '',
      lines: ['FROM 0', 'ENV -', 'RUN 1', 'COPY 2', 'RUN 3', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [],
    },
    {
      name: 'a line added',
      from: 'RUN npm ci\n',
      to: 'RUN npm ci\nRUN npm prune\n',
      lines: ['FROM 0', 'ENV -', 'RUN 1', 'COPY 2', 'RUN 3', 'RUN - stale', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [],
    },
    {
      name: 'a line removed',
      from: 'RUN npm ci\n',
      to: '',
      lines: ['FROM 0', 'ENV -', 'RUN 1', 'COPY 2', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [3],
    },
    {
      name: 'a line edited a little keeps its layer',
      from: 'install -y curl git',
      to: 'install -y curl git jq',
      lines: ['FROM 0', 'ENV -', 'RUN 1 stale', 'COPY 2', 'RUN 3', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [],
    },
    {
      name: 'a line edited altogether keeps its layer between its neighbours',
      from: 'RUN npm ci',
      to: 'RUN yarn',
      lines: ['FROM 0', 'ENV -', 'RUN 1', 'COPY 2', 'RUN 3 stale', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [],
    },
    {
      name: 'a line moved',
      from: 'RUN npm ci\nCOPY . .\nRUN npm run build\n',
      to: 'COPY . .\nRUN npm run build\nRUN npm ci\n',
      lines: ['FROM 0', 'ENV -', 'RUN 1', 'COPY 2', 'COPY 4', 'RUN 5', 'RUN 3 stale', 'CMD -'],
      orphans: [],
    },
    {
      name: 'a line split in two: the larger part keeps the layer',
      from: ' && apt-get install',
      to: '\nRUN apt-get install',
      lines: ['FROM 0', 'ENV -', 'RUN - stale', 'RUN 1 stale', 'COPY 2', 'RUN 3', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [],
    },
    {
      name: 'a setting edited',
      from: 'MODE=production',
      to: 'MODE=development',
      lines: ['FROM 0', 'ENV - stale', 'RUN 1', 'COPY 2', 'RUN 3', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [],
    },
    {
      name: 'an ADD that became a COPY',
      from: 'COPY . .',
      to: 'ADD . .',
      lines: ['FROM 0', 'ENV -', 'RUN 1', 'COPY 2', 'RUN 3', 'ADD 4 stale', 'RUN 5', 'CMD -'],
      orphans: [],
    },
    {
      name: 'a flag added',
      from: 'COPY . .',
      to: 'COPY --chown=1:1 . .',
      lines: ['FROM 0', 'ENV -', 'RUN 1', 'COPY 2', 'RUN 3', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [],
    },
    {
      name: 'other layout and case',
      from: 'RUN apt-get update && apt-get',
      to: '# packages\nrun apt-get update \\\n  # and\n    && apt-get',
      lines: ['FROM 0', 'ENV -', 'RUN 1', 'COPY 2', 'RUN 3', 'COPY 4', 'RUN 5', 'CMD -'],
      orphans: [],
    },
  ])('$name', ({ from, to, lines, orphans }) => {
    const dockerfile = parseDockerfile(built.replace(from, to));
    const { stepOfLayer, steps, warnings } = mapSteps(dockerfile, build(built, buildkit, base).image);
    const shown = steps.map(({ step, layers, stale }) =>
      [dockerfile.steps[step]?.instruction, layers.join() || '-', ...(stale ? ['stale'] : [])].join(' '),
    );
    expect(shown).toEqual(lines);
    expect(stepOfLayer.flatMap((step, layer) => (step === null ? [layer] : []))).toEqual(orphans);
    expect(warnings.map(({ code, layer }) => ({ code, layer }))).toEqual(
      orphans.map((layer) => ({ code: 'unmatched-layer', layer })),
    );
  });

  test('what is stale or doubtful is never said with confidence', () => {
    const dockerfile = parseDockerfile(built.replace('curl git', 'curl').replace('RUN npm ci', 'RUN yarn'));
    const { steps } = mapSteps(dockerfile, build(built, buildkit, base).image);
    expect(steps.filter(({ stale }) => stale).map(({ confidence }) => confidence)).toEqual(['low', 'low']);
  });
});

test('of two equal lines of which one is gone, neither is certain', () => {
  const twice = 'FROM scratch\nCOPY a /\nRUN sync\nRUN sync\nCOPY b /\n';
  const { steps } = mapSteps(parseDockerfile(twice.replace('RUN sync\n', '')), build(twice, buildkit).image);
  expect(steps.map(({ confidence }) => confidence)).toEqual(['high', 'high', 'low', 'high']);
  const unedited = mapSteps(parseDockerfile(twice), build(twice, buildkit).image);
  expect(unedited.steps.map(({ confidence }) => confidence)).toEqual(['high', 'high', 'high', 'high', 'high']);
});

test('lines whose difference the builder lost are not certain', () => {
  const text = 'FROM scratch\nCOPY --from=a /x /\nCOPY --from=b /x /\n';
  const { steps, stepOfLayer } = mapSteps(parseDockerfile(text), build(text, buildkit).image);
  expect(stepOfLayer).toEqual([1, 2]);
  expect(steps.map(({ confidence }) => confidence)).toEqual(['high', 'low', 'low']);
});

test('every step says why in one sentence', () => {
  const dockerfile = parseDockerfile(built.replace('RUN npm ci\n', 'RUN npm ci\nRUN npm prune\n'));
  for (const { because } of mapSteps(dockerfile, build(built, buildkit, base).image).steps)
    expect(because).toMatch(/^[A-Z].*\.$/s);
});
