import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryDirectory } from './support/imageBuilder.ts';
import { root } from './support/runCli.ts';
import { sarifLog } from './support/sarif.ts';

interface Action {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { description: string; required: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string; value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly { id: string; shell: string; run: string; env: Readonly<Record<string, string>> }[];
  };
}

const action = parse(readFileSync(`${root}action.yml`, 'utf8')) as Action;
const [step] = action.runs.steps;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax */
describe('action.yml', () => {
  it('is a composite action that says what each input and output is', () => {
    expect(Object.keys(action).sort()).toEqual([
      'author',
      'branding',
      'description',
      'inputs',
      'name',
      'outputs',
      'runs',
    ]);
    expect(action.runs.using).toBe('composite');
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(description).toMatch(/\S/);
    }
    for (const { required, default: usual } of Object.values(action.inputs)) expect(required).toBe(usual === undefined);
  });

  it('hands on every input by the environment, and none into the script', () => {
    const used = Object.values(step.env).flatMap((value) =>
      Array.from(value.matchAll(/inputs\.([\w-]+)/g), ([, name]) => name),
    );
    expect(used.sort()).toEqual(Object.keys(action.inputs).sort());
    expect(step.run).not.toContain('${{');
    for (const name of Object.keys(step.env)) expect(step.run).toContain(`$${name}`.replace('$INPUT', 'INPUT'));
  });

  it('sets every output', () => {
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.${step.id}.outputs.${name} }}`);
      expect(step.run).toContain(`${name}=`);
    }
  });
});

async function run(inputs: Readonly<Record<string, string>>) {
  const folder = await temporaryDirectory();
  const [summary, output] = [join(folder, 'summary'), join(folder, 'output')];
  for (const file of [summary, output]) writeFileSync(file, '');
  const env = Object.entries(step.env).map(([name, value]) => {
    const input = /inputs\.([\w-]+)/.exec(value)?.[1];
    return [name, input === undefined ? root : (inputs[input] ?? action.inputs[input].default ?? '')];
  });
  const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      ...Object.fromEntries(env),
      RUNNER_TEMP: folder,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      LAYERWISE_CACHE_DIR: join(folder, 'cache'),
    },
  });
  const outputs = Object.fromEntries(
    readFileSync(output, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('=')),
  );
  return { status, stdout, summary: readFileSync(summary, 'utf8'), outputs: outputs as Record<string, string>, folder };
}

const noBash = process.platform === 'win32';
if (noBash) console.warn('SKIPPED: the script of action.yml, for want of bash');

describe.skipIf(noBash)('its script', () => {
  const sample = {
    image: 'sample/image.oci.tar',
    dockerfile: 'sample/Dockerfile',
    config: 'test/fixtures/gate/layerwise.yaml',
  };

  it('tells in report, annotations, summary and files what is broken, and ends with 1', async () => {
    const folder = await temporaryDirectory();
    const { status, stdout, summary, outputs } = await run({
      ...sample,
      sarif: join(folder, 'out.sarif'),
      junit: join(folder, 'out.xml'),
    });
    expect(status).toBe(1);
    // The report of text stands between the commands that switch commands off and on.
    const [, token, text, rest] = /^::stop-commands::([0-9a-f]{32})\n(.*)\n::\1::\n(.*)$/s.exec(stdout) ?? [];
    expect(token).toBeDefined();
    expect(text).toContain('image.minEfficiency');
    expect(text).not.toMatch(/^::/m);
    expect(rest).toMatch(/^::error file=sample\/Dockerfile,title=/);
    expect(summary).toContain('## ❌ Layerwise: ');
    expect(outputs).toMatchObject({ passed: 'false', sarif: join(folder, 'out.sarif') });
    sarifLog(readFileSync(outputs['sarif'], 'utf8'));
    expect(JSON.parse(readFileSync(outputs['json'], 'utf8'))).toMatchObject({
      schema: 'layerwise.ci/1',
      passed: false,
    });
    expect(readFileSync(outputs['markdown'], 'utf8')).toBe(summary);
    expect(readFileSync(join(folder, 'out.xml'), 'utf8')).toContain('<testsuites');
  });

  it('ends with 0 where nothing is broken, writes no files that nobody asked for, and takes more arguments', async () => {
    const { status, outputs, summary } = await run({
      image: sample.image,
      sarif: '',
      summary: 'false',
      arguments: '--no-config\n--lowestEfficiency\n0.5\n--highestUserWastedPercent\noff',
    });
    expect({ status, summary }).toEqual({ status: 0, summary: '' });
    expect(outputs).toMatchObject({ passed: 'true', sarif: '' });
  });

  it('takes nothing in an input for a command', async () => {
    const { status } = await run({ ...sample, image: '$(touch /tmp/x); "x' });
    expect(status).toBe(3);
  });
});
