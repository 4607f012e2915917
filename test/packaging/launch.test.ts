import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scripts } from '../../package.json';
import { root } from '../support/runCli.ts';

/** `.vscode` is for whoever opens the checkout: what it names has to be there. */
interface Launch {
  readonly configurations: readonly {
    readonly name: string;
    readonly program?: string;
    readonly args?: readonly string[];
    readonly outFiles?: readonly string[];
    readonly preLaunchTask?: string;
  }[];
}
interface Tasks {
  readonly tasks: readonly { readonly type: string; readonly script: string }[];
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(root, '.vscode', name), 'utf8'));
const { configurations } = read('launch.json') as Launch;
const { tasks } = read('tasks.json') as Tasks;

it('starts the extension, the server, the command line and tests', () => {
  const programs = configurations.map(({ program, args = [] }) => [program ?? '', ...args].join(' '));
  for (const wanted of ['--extensionDevelopmentPath', 'dist/server.cjs', 'dist/cli.cjs', 'vitest.mjs']) {
    expect(programs.some((program) => program.includes(wanted))).toBe(true);
  }
  expect(configurations.map(({ name }) => name)).toHaveLength(new Set(configurations.map(({ name }) => name)).size);
});

it('names files that are there', () => {
  const texts = configurations.flatMap(({ program = '', args = [], outFiles = [] }) => [program, ...args, ...outFiles]);
  const paths = texts.flatMap((text) =>
    text.split('=').flatMap((part) => {
      const path = part.replace('${workspaceFolder}', '.').replace(/\/\*\*.*$/, '');
      return /^(?:\.|sample\b|dist\b|test\b)/.test(path) && !path.includes('$') ? [path] : [];
    }),
  );
  expect(paths.length).toBeGreaterThan(8);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it('runs scripts that are there, and before a launch a task that is', () => {
  expect(tasks.filter(({ type, script }) => type !== 'npm' || !(script in scripts))).toEqual([]);
  const labels = tasks.map(({ type, script }) => `${type}: ${script}`);
  const before = configurations.flatMap(({ preLaunchTask }) => preLaunchTask ?? []);
  expect(before.length).toBeGreaterThan(2);
  expect(before.filter((task) => !labels.includes(task))).toEqual([]);
});
