import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { Step, Trigger } from '../../../src/core/dockerfile/types.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { imageOf } from '../mapping/record.ts';
import { wild } from './fixtures.ts';
import { testReadings } from './readAlike.ts';

/** Every instruction of https://docs.docker.com/reference/dockerfile/ with every flag. */
const reference: Readonly<Record<string, readonly string[]>> = {
  ADD: ['checksum', 'chmod', 'chown', 'exclude', 'keep-git-dir', 'link', 'unpack'],
  ARG: [],
  CMD: [],
  COPY: ['chmod', 'chown', 'exclude', 'from', 'link', 'parents'],
  ENTRYPOINT: [],
  ENV: [],
  EXPOSE: [],
  FROM: ['platform'],
  HEALTHCHECK: ['interval', 'retries', 'start-interval', 'start-period', 'timeout'],
  LABEL: [],
  MAINTAINER: [],
  ONBUILD: [],
  RUN: ['device', 'mount', 'network', 'security'],
  SHELL: [],
  STOPSIGNAL: [],
  USER: [],
  VOLUME: [],
  WORKDIR: [],
};

/** What `RUN --mount` takes, for each type. */
const mounts: Readonly<Record<string, readonly string[]>> = {
  bind: ['from', 'readonly', 'readwrite', 'ro', 'rw', 'source', 'src', 'target', 'dst'],
  cache: ['from', 'gid', 'id', 'mode', 'ro', 'sharing', 'source', 'target', 'uid'],
  secret: ['env', 'gid', 'id', 'mode', 'required', 'source', 'target', 'uid'],
  ssh: ['gid', 'id', 'mode', 'required', 'target', 'uid'],
  tmpfs: ['size', 'target'],
};

/** The instructions and lines of what BuildKit refuses: its readings list none. */
const refused: Readonly<Record<string, readonly (readonly [string, number, number?])[]>> = {
  '61-only-comments': [],
  '63-env-without-value': [
    ['FROM', 1],
    ['RUN', 2],
    ['ENV', 3],
    ['RUN', 4],
  ],
  '64-unterminated-heredoc': [
    ['FROM', 1],
    ['RUN', 2],
    ['COPY', 3, 5],
  ],
  '65-bad-escape': [
    ['FROM', 2],
    ['RUN', 3],
  ],
  '66-duplicate-syntax': [['FROM', 3]],
  '67-label-without-value': [
    ['FROM', 1],
    ['LABEL', 2],
    ['CMD', 3],
  ],
  '79-json-with-number': [
    ['FROM', 1],
    ['RUN', 2],
    ['CMD', 3],
    ['RUN', 4],
  ],
  '80-env-unicode-blank': [
    ['FROM', 1],
    ['RUN', 2],
    ['ENV', 3],
    ['RUN', 4],
  ],
  '81-json-with-null': [
    ['FROM', 1],
    ['ENTRYPOINT', 2],
    ['CMD', 3],
  ],
};

const dockerfiles = wild.map(({ name, text }) => ({ name, dockerfile: parseDockerfile(text) }));
const steps: readonly Step[] = dockerfiles.flatMap(({ dockerfile }) => dockerfile.steps);

describe('BuildKit and we read Dockerfiles of the wild alike', () => {
  it('has many of them', () => expect(wild.length).toBeGreaterThanOrEqual(60));

  testReadings(wild, {
    errorLines: {
      '61-only-comments.Dockerfile': 1,
      '63-env-without-value.Dockerfile': 3,
      '64-unterminated-heredoc.Dockerfile': 3,
      '65-bad-escape.Dockerfile': 1,
      '66-duplicate-syntax.Dockerfile': 2,
      '67-label-without-value.Dockerfile': 2,
      '79-json-with-number.Dockerfile': 3,
      '80-env-unicode-blank.Dockerfile': 3,
      '81-json-with-null.Dockerfile': 2,
    },
    laterProblems: [
      '43-comments-everywhere.Dockerfile:4 FROM requires either one or three arguments',
      '55-non-ascii.Dockerfile:2 invalid name for build stage: "größe", name can\'t start with a number or contain symbols',
      '56-unicode-blanks.Dockerfile:10 unknown instruction: RUN\u00a0ECHO',
      '62-no-from.Dockerfile:1 no FROM: there is no stage to build',
    ],
  });
});

describe('the Dockerfiles of the wild', () => {
  it.each(Object.entries(refused))('%s is refused, and yet read to its end', (name, lines) => {
    const read = dockerfiles.find((one) => one.name === `${name}.Dockerfile`);
    const listed = read?.dockerfile.steps.map((step) => [step.instruction, step.startLine, step.endLine]);
    expect(listed).toEqual(lines.map(([instruction, start, end = start]) => [instruction, start, end]));
  });

  it.each(Object.entries(reference))('have %s with each of its flags', (instruction, flags) => {
    const such = steps.filter((step) => step.instruction === instruction);
    expect(such).not.toEqual([]);
    expect(such.flatMap(flagNames)).toEqual(expect.arrayContaining([...flags]));
  });

  it.each(Object.entries(mounts))('have --mount=type=%s with each of its options', (type, options) => {
    const such = steps.flatMap(mountOptions).filter((mount) => mount.get('type') === type);
    expect(such.flatMap((mount) => [...mount.keys()])).toEqual(expect.arrayContaining([...options]));
  });

  it('have each instruction that may stand behind ONBUILD there', () => {
    const notThere = ['FROM', 'MAINTAINER', 'ONBUILD'];
    const triggers = steps.map(({ trigger }) => trigger?.instruction);
    expect(triggers).toEqual(
      expect.arrayContaining(Object.keys(reference).filter((instruction) => !notThere.includes(instruction))),
    );
  });

  it.each(dockerfiles)('are mapped step by step: $name', ({ dockerfile }) => {
    const every = dockerfile.steps.map(({ index }) => index);
    for (const image of images) {
      const mapping = mapSteps(dockerfile, image);
      expect(mapping.steps.map(({ step }) => step)).toEqual(every);
      expect(mapping.stepOfLayer).toHaveLength(image.layers.length);
    }
  });
});

const entry = { comment: 'buildkit.dockerfile.v0', emptyLayer: false };
const images = [
  imageOf([]),
  imageOf([
    { createdBy: 'ADD rootfs.tar.gz / # buildkit', ...entry },
    { createdBy: 'RUN /bin/sh -c echo a # buildkit', ...entry },
    { createdBy: 'CMD ["true"]', ...entry, emptyLayer: true },
  ]),
];

function flagNames({ flags }: Step | Trigger): readonly string[] {
  return flags.map(({ name }) => name);
}

function mountOptions({ flags }: Step): readonly ReadonlyMap<string, string>[] {
  const values = flags.filter(({ name }) => name === 'mount').map(({ value }) => value);
  return values.map((value) => new Map(value.split(',').map(keyAndValue)));
}

function keyAndValue(option: string): readonly [string, string] {
  const [key = '', ...value] = option.split('=');
  return [key, value.join('=')];
}
