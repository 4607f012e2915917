import { describe, expect, it } from 'vitest';
import { bakeImages } from '../../../src/server/images/bake.ts';
import { contextOf } from './choosing.ts';
import type { Content } from './memoryFiles.ts';

type Tree = Readonly<Record<string, Content>>;

async function found(tree: Tree, environment: Readonly<Record<string, string>> = {}) {
  const inWork = Object.entries(tree).map(([name, content]) => [`/work/${name}`, content] as const);
  return bakeImages('/work/app/Dockerfile', contextOf({ tree: Object.fromEntries(inWork), environment }));
}

/** What the targets that build `/work/app/Dockerfile` call or write: `web: shop/web:1.2`. */
async function wanted(tree: Tree, environment: Readonly<Record<string, string>> = {}) {
  const { wanted: images } = await found(tree, environment);
  return images.map(({ tag, path, reason }) => `${reason.text.split(' ')[1] ?? ''}: ${tag ?? path ?? ''}`);
}

const hcl = (text: string): Tree => ({ 'docker-bake.hcl': text });
const target = (attributes: string, before = '') => hcl(`${before}\ntarget "web" {\n${attributes}\n}\n`);

describe('what is built of which Dockerfile', () => {
  it.each([
    ['context = "app"', true],
    ['context = "./app/"', true],
    ['context = "/work/app"', true],
    ['context = "cwd://app"', true],
    ['dockerfile = "app/Dockerfile"', true],
    ['context = "app/deep"\ndockerfile = "../Dockerfile"', true],
    ['context = "elsewhere"\ndockerfile = "/work/app/Dockerfile"', true],
    ['context = "https://example.com/x.git"\ndockerfile = "cwd://app/Dockerfile"', true],
    ['context = "https://example.com/x.git"', false],
    ['context = "app"\ndockerfile = "web.Dockerfile"', false],
    ['context = "app"\ndockerfile-inline = "FROM scratch"', false],
    ['', false],
  ])('%s: %s', async (attributes, fits) => {
    expect(await wanted(target(`${attributes}\ntags = ["a:1"]`))).toEqual(fits ? ['web: a:1'] : []);
  });
});

describe('HCL', () => {
  const variables =
    'variable "TAG" { default = "1.2" }\nvariable "EMPTY" {}\nvariable "N" { default = 3 }\nprefix = "shop"\n';

  it.each([
    ['tags = ["a:${TAG}"]', ['a:1.2']],
    ['tags = ["${prefix}/a:${TAG}", "b"]', ['shop/a:1.2']],
    ['tags = ["a:v${N}"]', ['a:v3']],
    ['tags = [TAG]', ['1.2']],
    ['tags = ["a$${TAG}"]', []],
    ['tags = ["${EMPTY}a:1"]', ['a:1']],
    ['tags = ["a:${EMPTY}"]', []],
    ['tags = ["a:${NOWHERE}"]', []],
    ['tags = TAG == "1.2" ? ["yes"] : ["no"]', ['yes']],
    ['tags = TAG != "1.2" ? [\n  "yes",\n] : [\n  "no"\n]', ['no']],
    ['tags = [TAG == "" ? "" : "a:${TAG}"]', ['a:1.2']],
    ['tags = ["${TAG == "1.2" ? "a" : "b"}"]', ['a']],
    ['tags = [(TAG)]', ['1.2']],
    ['tags = [equal(TAG, "x") ? "f" : "g", "h"]', ['h']],
    ['tags = [for x in ["a"] : "${x}"]', []],
    ['tags = concat(["a"], [\n"b"\n])', []],
    ['tags = ["a", # one\n  // two\n  "b" /* three */\n]', ['a']],
    ['labels = {\n  "a.b" = <<EOT\ntags = ["wrong"]\n}\nEOT\n  c: "d"\n}\ntags = ["a"]', ['a']],
    ['description = <<-EOT\n  }\n  EOT\ntags = ["a"]', ['a']],
    ['secret = [{ type = "file", id = "x" }]\ntags = ["a"]', ['a']],
    ['"tags" = ["a"]', ['a']],
    ['tags = ["a"]\nunknown {\n tags = ["b"]\n}', ['a']],
    ['tags = ["a\\u003a1"]', ['a:1']],
    ['tags = null', []],
    ['tags = ["%{ if true }a%{ endif }"]', []],
    ['tags = ["a:${upper("x")}", "b:1"]', ['b:1']],
  ])('%s', async (attributes, tags) => {
    expect(await wanted(target(`context = "app"\n${attributes}`, variables))).toEqual(tags.map((tag) => `web: ${tag}`));
  });

  it('takes variables from the environment, of the type of their default', async () => {
    const bake = target('context = "app"\ntags = ["a:${TAG}-${N}"]', variables);
    expect(await wanted(bake, { TAG: 'outer', N: '7', prefix: 'x' })).toEqual(['web: a:outer-7']);
    const compared = target('context = "app"\ntags = [N == 7 ? "seven" : "other"]', variables);
    expect(await wanted(compared, { N: '7' })).toEqual(['web: seven']);
  });

  it('has variables of variables, in whatever order', async () => {
    const bake = target(
      'context = "app"\ntags = [C]',
      'variable "C" { default = "${B}:1" }\nvariable "B" { default = "b" }',
    );
    expect(await wanted(bake)).toEqual(['web: b:1']);
  });

  it.each([
    ['context = upper("app")', 'context that is not worked out here: upper("app")'],
    ['dockerfile = "${UNKNOWN}/Dockerfile"', 'dockerfile that is not worked out here: UNKNOWN'],
    ['context = "app"\noutput = ["type=oci,dest=${f(1)}"]', 'output that is not worked out here: f(1)'],
    ['context = "app"\ntags = ["a", b("c")]', 'tags that is not worked out here: b("c")'],
  ])('says what is not known: %s', async (attributes, expected) => {
    const { problems } = await found(target(attributes));
    expect(problems.map(({ message }) => message)).toEqual([
      `The target web of docker-bake.hcl has a ${expected}. Name its image in layerwise.images.`,
    ]);
  });

  it('says nothing of what is not known about other Dockerfiles', async () => {
    expect((await found(target('context = "other"\ntags = f(1)'))).problems).toEqual([]);
  });
});

describe('what targets take over', () => {
  const inheriting = `
target "first" { tags = ["first"]
 args = { A = "1", B = "1" } }
target "second" {
  inherits = ["first"]
  args = { B = "2", C = null }
  target = "prod"
}
target "web" {
  inherits = ["nowhere", "second"]
  context = "app"
  output = ["type=docker,dest=out/web.tar"]
  platforms = ["linux/arm64"]
}
`;

  it('from those they inherit', async () => {
    const { candidates } = await found({ ...hcl(inheriting), 'out/web.tar': { modified: 1 } });
    expect(candidates).toEqual([
      {
        path: '/work/out/web.tar',
        platform: 'linux/arm64',
        target: 'prod',
        buildArgs: { A: '1', B: '2' },
        reason: { kind: 'bake', text: 'written by target web of docker-bake.hcl' },
      },
    ]);
  });

  it('from those they inherit, where they have null themselves', async () => {
    const bake =
      'target "a" { context = "app"\n tags = ["a"] }\ntarget "b" { inherits = ["a"]\n context = null\n tags = null }';
    expect(await wanted(hcl(bake))).toEqual(['a: a', 'b: a']);
  });

  it('from themselves ends', async () => {
    const bake =
      'target "a" { inherits = ["b"]\n tags = ["a"]\n context = "app" }\ntarget "b" { inherits = ["a", "b"] }';
    expect(await wanted(hcl(bake))).toContain('a: a');
  });

  it('from a matrix', async () => {
    const bake = `
target "web" {
  name = "web-\${item.name}-\${os}"
  matrix = { item = [{ name = "x", folder = "app" }, { name = "y", folder = "other" }], os = ["a", "b"] }
  context = item.folder
  tags = ["\${item.name}:\${os}"]
}`;
    expect(await wanted(hcl(bake))).toEqual(['web-x-a: x:a', 'web-x-b: x:b']);
  });

  it('from a matrix whose names are not known', async () => {
    const bake = `
target "web" {
  name = md5(tag)
  matrix = { tag = ["a", "b"] }
  context = "app"
  tags = [tag]
}`;
    expect((await found(hcl(bake))).wanted.map(({ tag }) => tag)).toEqual(['a', 'b']);
  });

  it('from earlier files', async () => {
    const tree = {
      'docker-bake.override.hcl': 'variable "V" { default = "over" }\ntarget "web" { args = { B = "2" } }',
      'docker-bake.override.json': '{ "target": { "web": { "output": ["type=oci,dest=${V}.tar"] } } }',
      'docker-bake.hcl': 'variable "V" { default = "base" }\ntarget "web" { tags = ["hcl"]\n args = { A = "1" } }',
      'docker-bake.json':
        '{ "target": { "web": { "context": "app", "tags": ["json"], "output": ["type=oci,dest=json.tar"] } } }',
      'over.tar': { modified: 1 },
    };
    const { candidates } = await found(tree);
    expect(candidates).toEqual([
      {
        path: '/work/over.tar',
        buildArgs: { A: '1', B: '2' },
        reason: { kind: 'bake', text: 'written by target web of docker-bake.json' },
      },
    ]);
    const { 'over.tar': _, ...unbuilt } = tree;
    expect(await wanted(unbuilt)).toEqual(['web: /work/over.tar', 'web: hcl']);
  });

  it('from compose files', async () => {
    const compose =
      'services: { web.a: { build: app, image: w }, job: { build: { context: app, x-bake: { output: "type=oci,dest=job.tar" } } } }';
    expect(await wanted({ 'compose.yaml': compose })).toEqual(['job: /work/job.tar', 'job: work-job']);
    const bake = 'target "web_a" { output = ["type=oci,dest=web.tar"] }';
    expect(await wanted({ 'compose.yaml': compose, ...hcl(bake) })).toContain('web_a: /work/web.tar');
  });
});

describe('outputs', () => {
  it.each([
    ['["type=oci,dest=a.tar"]', ['a.tar']],
    ['["type=docker,dest=out/a.tar"]', ['out/a.tar']],
    ['["type=oci,tar=false,dest=layout"]', ['layout']],
    ['["type=docker,dest=a.tar", "type=oci,dest=b.tar"]', ['a.tar', 'b.tar']],
    ['[{ type = "oci", dest = "a.tar" }]', ['a.tar']],
    ['"type=oci,dest=a.tar"', ['a.tar']],
    ['["type=oci,\\"dest=a,b.tar\\""]', ['a,b.tar']],
    ['["type=docker"]', []],
    ['["type=local,dest=out"]', []],
    ['["type=tar,dest=rootfs.tar"]', []],
    ['["type=oci,dest=-"]', []],
    ['["out"]', []],
    ['["type=registry"]', []],
  ])('%s', async (output, paths) => {
    const lines = await wanted(target(`context = "app"\noutput = ${output}`));
    expect(lines).toEqual(paths.map((path) => `web: /work/${path}`));
  });
});

describe('JSON', () => {
  it.each([
    ['{"target":{"web":{"context":"app","tags":["a:1"]}}}', ['web: a:1']],
    ['{"variable":{"V":{"default":"x"}},"target":{"web":{"context":"app","tags":["a:${V}"]}}}', ['web: a:x']],
    ['{"target":[{"web":{"context":"app"}},{"web":{"tags":["b"]}}]}', ['web: b']],
    ['{"target":{"web":[{"context":"app","tags":["c"]}]}}', ['web: c']],
    [
      '{"target":{"web":{"context":"${V == "x" ? "app" : "app"}"}}}'
        .replaceAll('"x"', '\\"x\\"')
        .replaceAll('"app" : "app"', '\\"app\\" : \\"app\\"'),
      [],
    ],
    ['{"target":{"web":{"context":"app","dockerfile":null,"args":{"A":1},"tags":"d"}}}', ['web: d']],
    ['{"target":{"web":null},"group":{"default":{"targets":["web"]}}}', []],
    ['{"__proto__":{"target":1},"target":{"__proto__":{"context":"app","tags":["p"]}}}', ['__proto__: p']],
  ])('%s', async (text, lines) => {
    expect(await wanted({ 'docker-bake.json': text })).toEqual(lines);
  });
});
