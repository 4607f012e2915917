import { describe, expect, it } from 'vitest';
import { chooseImage } from '../../../src/server/images/chooseImage.ts';
import { imageSources } from '../../../src/server/images/imageSources.ts';
import { contextOf } from './choosing.ts';

const dockerfile = '/work/app/Dockerfile';
const MEGABYTE = 1024 * 1024;

/** Beside the hostile file is a sound one, of the folder of the Dockerfile. */
async function withHostile(name: string, content: string) {
  const tree = {
    [`/work/${name}`]: content,
    '/work/app/docker-bake.json': '{"target":{"sound":{"output":["type=oci,dest=out.tar"]}}}',
    '/work/app/out': 'not an archive',
    '/work/elsewhere.tar': { modified: 1 },
  };
  const { choice, problems } = await chooseImage(imageSources, dockerfile, contextOf({ tree }));
  const none = 'none' in choice ? choice.none : '';
  return {
    messages: problems.map(({ message }) => message),
    sound: none.includes('target sound of app/docker-bake.json'),
  };
}

function repeated(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

const laughs = `a0: &a0 [x]\n${repeated(30, (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]`)}`;
const merges = `a0: &a0 { x: 1 }\n${repeated(60, (index) => `a${index + 1}: &a${index + 1} { <<: [*a${index}, *a${index}] }`)}`;

describe('compose files that are told of and left out', () => {
  it.each([
    ['aliases of aliases', laughs, 'it stands for more than 100000 values'],
    ['merges of merges', merges, 'it stands for more than 100000 values'],
    [
      'merges of a large map',
      `a: &a { ${repeated(2000, (index) => `k${index}: 1,`).replaceAll('\n', ' ')} }\n${repeated(1000, (index) => `b${index}: { <<: *a }`)}`,
      'it stands for more than 100000 values',
    ],
    ['a cycle', 'services: &a\n  web: *a\n', 'it is nested more than 100 deep, or refers to itself'],
    ['a cycle of merge keys', 'services: &a\n  <<: *a\n', 'it is nested more than 100 deep, or refers to itself'],
    ['ten megabytes', 'a: 1\n'.repeat(2 * MEGABYTE), 'it has more than 1048576 bytes'],
    ['a megabyte of brackets', '['.repeat(MEGABYTE), 'it is far larger than a file that a person writes'],
    ['a megabyte of closing ones', ']'.repeat(MEGABYTE), 'it is far larger than a file that a person writes'],
    [
      'a megabyte of keys',
      repeated(100_000, (index) => `k${index}: 1`),
      'it is far larger than a file that a person writes',
    ],
    ['deep nesting', '[ '.repeat(10_000), ''],
    [
      'a list that is not closed',
      'services: [\na: b',
      'Flow sequence in block collection must be sufficiently indented',
    ],
    ['what is no YAML', '\t- : {', ''],
  ])('%s', async (_, content, why) => {
    const { messages, sound } = await withHostile('compose.yaml', content);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^Cannot (?:read|understand) compose\.yaml: .*It was left out\.$/s);
    expect(messages[0]).toContain(why);
    expect(sound).toBe(true);
  });
});

describe('compose files that are odd, and no problem', () => {
  it.each([
    ['binary', '\u0000\u0001'],
    ['a scalar', 'just text'],
    ['an alias of nothing', 'services: *nothing'],
    ['a repeated key', 'services: {}\nservices: {}'],
    ['defaults in defaults', `services: { web: { build: "${'${A:-'.repeat(100_000)}" } }`],
    ['braces that are not closed', `services: { web: { build: "${'${'.repeat(100_000)}" } }`],
    ['a name as long as the file', `services: { web: { build: app, image: "${'a-'.repeat(200_000)}a/" } }`],
    ['keys of objects', 'services: { __proto__: { build: app }, constructor: { build: x }, toString: }'],
    ['unknown tags', 'services: !!python/object:os.system { web: !x { build: !y app } }'],
  ])('%s', async (_, content) => {
    const { messages, sound } = await withHostile('compose.yaml', content);
    expect(messages.filter((message) => !message.includes('no name of an image'))).toEqual([]);
    expect(sound).toBe(true);
  });
});

describe('bake files that are told of and left out', () => {
  it.each([
    ['docker-bake.hcl', 'a block that is not closed', 'target "web" {'],
    ['docker-bake.hcl', 'a text that is not closed', 'a = "b'],
    ['docker-bake.hcl', 'an expression that is not closed', 'a = "${b'],
    ['docker-bake.hcl', 'a heredoc that is not closed', 'a = <<EOT\nb'],
    ['docker-bake.hcl', 'a block too many closed', 'target "web" {}\n}'],
    ['docker-bake.hcl', 'no HCL', 'just some text'],
    ['docker-bake.hcl', 'two attributes on a line', 'a = 1 } b = 2'],
    ['docker-bake.hcl', 'brackets', `a = ${'['.repeat(500_000)}`, 'nested more than 100 deep'],
    ['docker-bake.hcl', 'parentheses', `a = ${'('.repeat(500_000)}`, 'nested more than 100 deep'],
    ['docker-bake.hcl', 'blocks in blocks', 'a {\n'.repeat(200_000), 'nested more than 100 deep'],
    ['docker-bake.hcl', 'texts in texts', `a = ${'"${'.repeat(200_000)}`, 'nested more than 20 deep'],
    ['docker-bake.hcl', 'eleven megabytes', '# x\n'.repeat(3 * MEGABYTE)],
    ['docker-bake.json', 'broken JSON', '{"target": {'],
    ['docker-bake.json', 'no object', '[]'],
    ['docker-bake.json', 'deep JSON', `{"target":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['docker-bake.json', 'a text with an open expression', '{"target":{"web":{"context":"${a"}}}'],
  ])('%s: %s', async (name, _, content, why = '') => {
    const { messages, sound } = await withHostile(name, content);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(why);
    expect(messages[0]).toMatch(/^Cannot (?:read|understand) docker-bake\.(?:hcl|json): /);
    expect(sound).toBe(true);
  });
});

describe('bake files that would take for ever', () => {
  it.each([
    [
      'variables that double',
      `v0 = "xxxxxxxxxx"\n${repeated(200, (index) => `v${index + 1} = "\${v${index}}\${v${index}}"`)}\n`,
      'not worked out here: a very long text',
    ],
    ['variables of each other', 'a = b\nb = a\n', 'not worked out here: b'],
    [
      'a long chain',
      `v0 = "app"\n${repeated(30_000, (index) => `v${index + 1} = v${index}`)}\n`,
      'Cannot work out the bake targets',
    ],
  ])('%s', async (_, variables, why) => {
    const names = [...variables.matchAll(/^(\w+) =/gm)].map(([, name]) => name);
    const bake = `${variables}target "web" { context = ${names.at(-1) ?? ''} }\n`;
    const { messages, sound } = await withHostile('docker-bake.hcl', bake);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(why);
    expect(sound).toBe(true);
  });

  it('a matrix', async () => {
    const values = `[${'"x",'.repeat(100)}]`;
    const bake = `target "web" {\n matrix = { a = ${values}, b = ${values}, c = ${values} }\n name = a\n}\n`;
    expect((await withHostile('docker-bake.hcl', bake)).messages).toEqual([
      'Cannot work out the bake targets: a matrix has too many combinations.',
    ]);
  });

  it('diamonds of inheritance', async () => {
    const bake = `target "t0" { context = "app" }\n${repeated(60, (index) => `target "t${index + 1}" { inherits = ["t${index}", "t${index}"] }`)}`;
    expect((await withHostile('docker-bake.hcl', bake)).messages).toEqual([]);
  });
});
