import { describe, expect, it } from 'vitest';
import type { GateConfig } from '../../../src/core/gate/gateConfig.ts';
import { gateReportOf } from '../../support/gateReport.ts';
import { ociFiles, writeDirectory } from '../../support/imageBuilder.ts';

const dockerfile = 'FROM scratch\nADD rootfs.tar /\nCOPY a b /\nRUN rm a\n';

/** 1000 bytes by ADD, 900 and 100 by COPY; RUN removes the 900. */
async function checks(config: GateConfig, text: string | null = dockerfile): Promise<string[]> {
  const history = ['ADD rootfs.tar / # buildkit', 'COPY a b / # buildkit', 'RUN /bin/sh -c rm a # buildkit'];
  const size = (name: string, bytes: number) => ({ name, content: 'x'.repeat(bytes) });
  const layers = [[size('os', 1000)], [size('a', 900), size('b', 100)], [{ name: '.wh.a' }]].map((members) => ({
    members,
  }));
  const image = await writeDirectory(
    await ociFiles([{ layers, config: { history: history.map((created_by) => ({ created_by })) } }]),
  );
  const { result } = await gateReportOf(image, {
    config: { ...config, findings: { failOn: 'never' } },
    dockerfile: text,
  });
  return result.checks.flatMap(({ rule, status, actual, breaches }) => [
    `${rule} ${status} ${actual}`,
    ...breaches.map(
      ({ place, hidden, value }) =>
        `  line ${place.startLine} ${value}${hidden === null ? '' : ` hidden by ${hidden.startLine}`}`,
    ),
  ]);
}

describe('rules', () => {
  it.each<[string, GateConfig, string[]]>([
    ['none', {}, []],
    [
      'at the limit',
      { image: { minEfficiency: 0.55, maxWastedBytes: 900, maxWastedShare: '45 %' } },
      ['image.minEfficiency passed 0.55', 'image.maxWastedBytes passed 900', 'image.maxWastedShare passed 0.45'],
    ],
    [
      'beyond it',
      { image: { minEfficiency: 0.551, maxWastedBytes: 899, maxSize: '1.999 kB' } },
      ['image.minEfficiency failed 0.55', 'image.maxWastedBytes failed 900', 'image.maxSize failed 2000'],
    ],
    ['layers', { layer: { maxSize: 999 } }, ['layer.maxSize failed 1000', '  line 2 1000', '  line 3 1000']],
    [
      'instructions',
      { instruction: { maxSize: 999 } },
      ['instruction.maxSize failed 1000', '  line 2 1000', '  line 3 1000'],
    ],
    [
      'instructions of one kind, which the general limit then leaves alone',
      { instruction: { maxSize: 999, ADD: 2000 } },
      ['instruction.maxSize failed 1000', '  line 3 1000', 'instruction.ADD passed 1000'],
    ],
    [
      'forbidden paths, hidden ones too',
      { forbiddenPaths: ['/a', 'b', '!b'] },
      ['forbiddenPaths failed 1', '  line 3 1 hidden by 4'],
    ],
  ])('%s', async (_, config, expected) => {
    expect(await checks(config)).toEqual(expected);
  });

  it('on instructions are skipped without a Dockerfile', async () => {
    expect(await checks({ instruction: { RUN: 1 } }, null)).toEqual(['instruction.RUN skipped 0']);
  });
});
