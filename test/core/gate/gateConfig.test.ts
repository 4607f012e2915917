import { readFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rules } from '../../../src/core/findings/rules.ts';
import { GateConfig } from '../../../src/core/gate/gateConfig.ts';
import { readGateConfig } from '../../../src/core/gate/readGateConfig.ts';
import { root } from '../../support/runCli.ts';

const schemaFile = `${root}schemas/layerwise.schema.json`;

/** For editors: what `.layerwise.yaml` may have, made of the schema that reads it. */
function jsonSchema(): string {
  return `${JSON.stringify({ ...toJsonSchema(GateConfig, { target: 'draft-07' }), $id: ID }, null, 2)}\n`;
}

const ID = 'https://raw.githubusercontent.com/layerwise/layerwise/main/schemas/layerwise.schema.json';

describe('schemas/layerwise.schema.json', () => {
  it('is what the schema in the code says; -u writes it anew', async () => {
    await expect(jsonSchema()).toMatchFileSnapshot(schemaFile);
  });

  const ajv = new Ajv();
  const validate = ajv.compile(JSON.parse(jsonSchema()) as object);
  const examples = ['docs/ci.md', 'README.md'].flatMap((file) =>
    Array.from(
      readFileSync(`${root}${file}`, 'utf8').matchAll(/```yaml\n# \.layerwise\.yaml\n([\s\S]*?)```/g),
      ([, yaml]) => yaml,
    ),
  );

  it('stands in docs/ci.md', () => {
    expect(examples.length).toBeGreaterThan(1);
  });

  it.each(examples)('takes, as the code does, the example\n%s', (yaml) => {
    const value: unknown = parse(yaml);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(readGateConfig(value).problems).toEqual([]);
  });

  it.each([
    { image: { maxSze: '20 MB' } },
    { image: { maxSize: '20 XB' } },
    { image: { minEfficiency: 95 } },
    { image: { minEfficiency: '120 %' } },
    { findings: { severity: { 'deleted-in-later-layer': 'fatal' } } },
    { findings: { severity: { 'no-such-rule': 'error' } } },
    { forbiddenPaths: '**/.env' },
    { includeBase: 'yes' },
    { layer: { maxSize: -1 } },
    { user: { maxSize: '1'.repeat(40) } },
    { image: [] },
    { findings: { severity: [] } },
  ])('refuses, as the code does, %j', (value) => {
    expect(validate(value)).toBe(false);
    expect(readGateConfig(value).problems).not.toEqual([]);
  });

  it('completes every rule of the findings', () => {
    const { problems } = readGateConfig({
      findings: { severity: Object.fromEntries(rules.map(({ name }) => [name, 'off'])) },
    });
    expect(problems).toEqual([]);
  });
});

describe('what is wrong with a configuration', () => {
  it.each<[unknown, string, string]>([
    [{ image: { maxSze: 1 } }, 'image.maxSze is no key of Layerwise’s', 'Did you mean image.maxSize?'],
    [{ imge: {} }, 'imge is no key of Layerwise’s', 'Did you mean image?'],
    [{ layer: { efficiency: 1 } }, 'layer.efficiency is no key of Layerwise’s', 'Known here: maxSize.'],
    [
      { findings: { severity: { 'deleted-in-later-layr': 'error' } } },
      'findings.severity.deleted-in-later-layr is no key of Layerwise’s',
      'Did you mean findings.severity.deleted-in-later-layer?',
    ],
    [
      { image: { maxSize: 'big' } },
      'image.maxSize must be a size, such as 20 MB or 1.5GiB, or a number of bytes, but is "big"',
      'Correct it, or leave it out.',
    ],
    [
      { image: { minEfficiency: 95 } },
      'image.minEfficiency must be a share, such as 5 % or 0.05, but is 95',
      'Correct it, or leave it out.',
    ],
    [
      { findings: { failOn: 'all' } },
      'findings.failOn must be error, warning, info or never, but is "all"',
      'Correct it, or leave it out.',
    ],
    [
      { forbiddenPaths: ['a', 7] },
      'forbiddenPaths.1 must be a path or a pattern, such as **/.env, but is 7',
      'Correct it, or leave it out.',
    ],
    [{ image: 5 }, 'image must be a section with keys below it, but is 5', 'Correct it, or leave it out.'],
    [
      [],
      'The file must be a file with sections such as image: and findings:, but is []',
      'Correct it, or leave it out.',
    ],
  ])('%j', (value, message, advice) => {
    expect(readGateConfig(value).problems).toMatchObject([{ message, advice }]);
  });

  it('nothing is wrong with an empty file', () => {
    expect(readGateConfig(null)).toEqual({ config: {}, problems: [] });
  });
});
