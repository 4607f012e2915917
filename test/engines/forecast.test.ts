import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextTree } from '../../src/core/context/contextTree.ts';
import { copiedByAll } from '../../src/core/context/copiedFiles.ts';
import { copyInstructions } from '../../src/core/context/copyInstruction.ts';
import { destinationOf } from '../../src/core/context/destinationOf.ts';
import { forecastCopies } from '../../src/core/context/forecast.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parseDockerfile.ts';
import { readContext } from '../../src/sources/context/readContext.ts';
import { readSeeking } from '../support/readTar.ts';
import { root } from '../support/runCli.ts';
import { ADDS, CLOSED, IGNORED, writeAdds } from './addCases.ts';
import { dockerEnvironment } from './builderEnvironment.ts';
import { CASES, type ContextCase, TREE, writeContext } from './contextCases.ts';
import { type RunningEngine, startEngine } from './startEngine.ts';

/**
 * What a forecast says against what a real BuildKit copied: the same files, with the same sizes. All contexts go into one
 * build, each as a context of its own, which has its own ignore file, and each into a stage of its own. ADD takes from the
 * build's own context, whose Dockerfile is in a folder and has an ignore file of its own.
 */
const LONG = 300_000;

/** Ignore files that have every oddity, with paths to try them on. */
const oddities = (JSON.parse(fixture('dockerignore.json')) as { ignoreFile: string; error?: string }[]).filter(
  ({ error }) => error === undefined,
);
const paths = JSON.parse(fixture('dockerignore-paths.json')) as string[];
const ODD_TREE = Object.fromEntries(
  paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`))).map((path) => [path, path]),
);

interface Prepared extends ContextCase {
  readonly files: typeof TREE;
}

const ALL: readonly Prepared[] = [
  ...CASES.map((each) => ({ ...each, files: TREE })),
  ...oddities.map(({ ignoreFile }) => ({
    name: `oddity ${JSON.stringify(ignoreFile)}`,
    ignore: ignoreFile,
    lines: 'COPY . /',
    files: ODD_TREE,
  })),
];

/** Of the build's own context. */
const OWN: readonly { readonly name: string; readonly lines: string }[] = [
  ...ADDS.map((lines) => ({ name: lines, lines })),
  { name: 'two ignore files', lines: 'COPY out /' },
];

const work = await mkdtemp(join(tmpdir(), 'layerwise-forecast-'));
const engine: RunningEngine | string = await startEngine('docker26');
if (typeof engine === 'string') console.warn(`SKIPPED: forecasts against a real builder, for want of it (${engine})`);
afterAll(async () => {
  if (typeof engine !== 'string') await engine.stop();
  await rm(work, { recursive: true, force: true });
});

describe.skipIf(typeof engine === 'string')('a real builder', () => {
  let env: Record<string, string>;
  const built = new Map<string, readonly string[]>();
  const main = join(work, 'main');
  const dockerfile = join(main, 'docker/app.Dockerfile');

  beforeAll(async () => {
    if (typeof engine === 'string') return;
    env = await dockerEnvironment('docker26', engine.socket, join(work, 'config'));
    for (const [index, { files, ignore }] of ALL.entries()) await writeContext(join(work, `c${index}`), files, ignore);
    await mkdir(join(main, 'docker'), { recursive: true });
    await writeAdds(main);
    await writeFile(join(main, '.dockerignore'), IGNORED.root);
    await writeFile(dockerfile, everyStage());
    await writeFile(`${dockerfile}.dockerignore`, IGNORED.own);
    const archive = join(work, 'built.tar');
    const contexts = ALL.flatMap((_, index) => ['--build-context', `c${index}=${join(work, `c${index}`)}`]);
    build(env, ['--output', `type=tar,dest=${archive}`, ...contexts, '-f', dockerfile, main]);
    for (const { place, rest } of await filesIn(archive)) built.set(place, [...(built.get(place) ?? []), rest]);
  }, LONG);

  it.each(ALL.map((each, index) => ({ ...each, index })))('copies what is forecast: $name', async (each) => {
    expect(await forecastOf(each, join(work, `c${each.index}`))).toEqual((built.get(`${each.index}`) ?? []).toSorted());
  });

  it.each(OWN)('takes from its own context what is forecast: $name', async (each) => {
    const index = ALL.length + OWN.indexOf(each);
    const wanted = (built.get(`${index}`) ?? []).toSorted();
    expect(wanted.length).toBeGreaterThan(0);
    expect(await forecastOf(each, main, dockerfile)).toEqual(wanted);
  });

  it.each(CLOSED)('unpacks what is said not to have been looked into: %s', async (program) => {
    const index = ALL.length + OWN.length + CLOSED.indexOf(program);
    expect(built.get(`${index}`)).toEqual(built.get(`${ALL.length}`));
    const copies = copyInstructions(parseDockerfile(`FROM scratch\n${closedLine(program)}\n`));
    const { signal } = new AbortController();
    const { listing, archiveAt } = await readContext({
      root: main,
      dockerfile,
      copies,
      maximumEntries: 10_000,
      signal,
    });
    const [{ unpacked }] = forecastCopies(copies, listing, { largeFileBytes: 1, archiveAt });
    expect(unpacked).toMatchObject([{ files: 1, unread: `${program} cannot be read here` }]);
  });

  it('an ignore file beside the Dockerfile goes before that of the context', async () => {
    const beside = join(work, 'beside');
    await mkdir(join(beside, 'out'), { recursive: true });
    for (const path of IGNORED.files) await writeFile(join(beside, path), path);
    const lines = 'COPY out /0/';
    await writeFile(join(beside, 'Dockerfile'), `FROM scratch\n${lines}\n`);
    await writeFile(join(beside, 'Dockerfile.dockerignore'), IGNORED.own);
    await writeFile(join(beside, '.dockerignore'), IGNORED.root);
    const archive = join(work, 'beside.tar');
    build(env, ['--output', `type=tar,dest=${archive}`, beside]);
    const wanted = ['/0/none 8', '/0/root 8'];
    expect((await filesIn(archive)).map(({ place, rest }) => `/${place}${rest}`)).toEqual(wanted);
    expect(await forecastOf({ lines }, beside, join(beside, 'Dockerfile'))).toEqual(wanted);
  });
});

function fixture(name: string): string {
  return readFileSync(join(root, 'test/fixtures/context', name), 'utf8');
}

function everyStage(): string {
  const bodies = [
    ...ALL.map(({ lines }, index) => lines.replaceAll(/^COPY /gm, `COPY --from=c${index} `)),
    ...OWN.map(({ lines }) => lines),
    ...CLOSED.map(closedLine),
  ];
  const stages = bodies.map((body, index) => `FROM scratch AS s${index}\n${body}\n`);
  const groups = Array.from({ length: Math.ceil(bodies.length / GROUP) }, (_, group) => {
    const own = bodies.map((_, index) => index).slice(group * GROUP, (group + 1) * GROUP);
    return `FROM scratch AS g${group}\n${own.map((index) => `COPY --from=s${index} / /${index}/\n`).join('')}`;
  });
  const last = groups.map((_, group) => `COPY --from=g${group} / /\n`);
  return `${stages.join('')}${groups.join('')}FROM scratch\n${last.join('')}`;
}

function closedLine(program: (typeof CLOSED)[number]): string {
  return `ADD add/${program}.tar.* /d`;
}

/** Layers of one stage: file systems cannot be stacked higher than 128. */
const GROUP = 50;

function build(env: Record<string, string>, args: readonly string[]): void {
  const all = ['buildx', 'build', '--progress=plain', '--network=none', ...args];
  const { status, stderr } = spawnSync('docker', all, { env: { ...process.env, ...env }, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.slice(-3000));
}

/** Everything that is no directory, as `path size`, by the first folder it is in. */
async function filesIn(archive: string): Promise<{ readonly place: string; readonly rest: string }[]> {
  const { entries, failure } = await readSeeking(await readFile(archive));
  if (failure !== null) throw new Error(failure);
  return entries.flatMap(({ name, type, size }) => {
    const [place, ...rest] = Buffer.from(name, 'latin1').toString('utf8').split('/');
    const kind = String.fromCharCode(type);
    // Another name of a file that is there has no bytes of its own.
    const what = kind === '0' || kind === '1' ? size : 'link';
    return kind === '5' ? [] : [{ place, rest: `/${rest.join('/')} ${what}` }];
  });
}

async function forecastOf(
  { lines }: Pick<ContextCase, 'lines'>,
  folder: string,
  dockerfile: string | null = null,
): Promise<readonly string[]> {
  const copies = copyInstructions(parseDockerfile(`FROM scratch\n${lines}\n`));
  const { signal } = new AbortController();
  const context = await readContext({ root: folder, dockerfile, copies, maximumEntries: 10_000, signal });
  const tree = contextTree(context.listing);
  const all = new Map<string, string>();
  for (const [index, { copied }] of copiedByAll(copies, tree, context.archiveAt).entries()) {
    for (const { kind, bytes, within } of copied) {
      const path = destinationOf(copies[index], within) ?? '?';
      if (kind !== 'directory') all.set(path, `${path} ${kind === 'file' ? bytes : 'link'}`);
    }
  }
  return [...all.values()].toSorted();
}
