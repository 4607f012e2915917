import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A build context, its ignore file, and the lines that take something from it. */
export interface ContextCase {
  readonly name: string;
  readonly ignore: string | null;
  /** Without `FROM`. */
  readonly lines: string;
}

/** Files with their text; a folder has null, a link `→ target`. */
export const TREE: Readonly<Record<string, string | null>> = {
  'README.md': 'readme',
  'a.txt': 'a',
  'b.txt': 'bb',
  'c.md': 'ccc',
  'a b.txt': 'blank',
  'é.txt': 'accent',
  'weird[1].txt': 'brackets',
  'star*.txt': 'star',
  '#hash': 'hash',
  '.env': 'TOKEN=1',
  '.git/config': 'git',
  '.git/objects/aa/bb': 'object',
  'src/main.js': 'main',
  'src/util.js': 'util',
  'src/main.test.js': 'test',
  'src/lib/x.js': 'x',
  'src/lib/deep/y.js': 'y',
  'src/lib/deep/y.md': 'y',
  'nested/up': '→ ../a.txt',
  'docs/a.md': 'a',
  'docs/b.md': 'b',
  'docs/img/p.png': 'png',
  'node_modules/p/index.js': 'p',
  'pkg/node_modules/q.js': 'q',
  'pkg/index.js': 'pkg',
  'd1/x': 'd1x',
  'd1/y': 'd1y',
  'd2/x': 'd2x+',
  'd2/z': 'd2z',
  empty: null,
  'deep/empty': null,
  linkfile: '→ a.txt',
  linkdir: '→ src',
  abslink: '→ /src/main.js',
  chain: '→ linkdir/lib',
  broken: '→ nowhere',
};

const COPIES: readonly string[] = [
  'COPY . /',
  'COPY . /app',
  'COPY a.txt /',
  'COPY a.txt /dest',
  'COPY a.txt /dest/',
  'COPY a.txt /one/two/three',
  'COPY a.txt b.txt /dest/',
  'COPY *.txt /dest/',
  'COPY ?.txt /q/',
  'COPY src /app',
  'COPY src/ /app/',
  'COPY src/* /app/',
  'COPY src/*/*.js /flat/',
  'COPY s*/lib /l/',
  'COPY */*.md /mds/',
  'COPY d* /merged/',
  'COPY d1 d2 /merged/',
  'COPY d[12]/x /last/',
  'COPY [ab].txt /c/',
  'COPY [^a]*.md /n/',
  'COPY ["a b.txt", "/blank/"]',
  'COPY weird[[]1].txt /w/',
  'COPY linkfile /l1',
  'COPY linkdir /l2',
  'COPY linkdir/lib /l3',
  'COPY abslink /l4',
  'COPY chain /l5',
  'COPY link* /links/',
  'COPY nested/up /up',
  'COPY nested /nested',
  'COPY ./src/../docs /d',
  'COPY /src /abs',
  'COPY ../src /above',
  'COPY empty /e',
  'COPY deep /deep',
  'COPY nothing* /none/',
  'COPY docs/**/*.png /p/',
  'COPY README.md src d1/x /mix/',
  'WORKDIR /w\nCOPY a.txt .',
  'WORKDIR /w\nCOPY a.txt sub',
  'WORKDIR /w/x\nCOPY a.txt /w',
  'COPY src /app\nCOPY a.txt /app',
  'COPY a.txt /over\nCOPY b.txt /over',
  'ARG name=docs\nCOPY $name /${name}2',
];

const IGNORES: readonly string[] = [
  '*\n!src\n',
  '*\n!src/lib/**\n',
  '**/*.js\n',
  '**/*.js\n!**/main.js\n',
  'src/lib\n!src/lib/deep/y.js\n',
  'src\n!src/lib\nsrc/lib/deep\n',
  '**/node_modules\n',
  'node_modules\n',
  '/docs\n.*\n',
  '*.txt\n!a.txt\n# a comment\n\n  c.md  \n',
  '**\n!docs/img\n',
  '**/deep/**\n',
  'd?/x\n',
  'd[1]\n',
  '*/x\n',
  'lib\n',
  '**/lib\n',
  'src/*/*\n',
  'empty\ndeep/empty\n',
  'linkdir\nbroken\n',
  '\uFEFFdocs\n',
  'docs/../src\n./d1/\n',
  'weird\\[1\\].txt\nstar\\*.txt\n',
  '.git\n!.git/config\n',
  '*\n!*/\n',
  '!src\nsrc\n',
  '\\#hash\né.txt\n',
];

export const CASES: readonly ContextCase[] = [
  ...COPIES.map((lines) => ({ name: lines, ignore: null, lines })),
  ...IGNORES.map((ignore) => ({ name: `ignoring ${JSON.stringify(ignore)}`, ignore, lines: 'COPY . /' })),
  { name: 'folders of what is ignored', ignore: '**/*.js\n**/*.md\n', lines: 'COPY s* /x/\nCOPY docs /y' },
  { name: 'a glob finds no ignored file', ignore: 'b.txt\n', lines: 'COPY *.txt /dest/' },
  { name: 'a folder that is ignored but for one file', ignore: 'src\n!src/main.js\n', lines: 'COPY src /app' },
  { name: 'an ignored link', ignore: 'linkfile\n', lines: 'COPY link* /x/' },
];

/** Writes a context; names that begin with `/` are taken from its root. */
export async function writeContext(folder: string, files: typeof TREE, ignore: string | null): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(content === null ? path : dirname(path), { recursive: true });
    if (content?.startsWith('→ ') === true) await symlink(content.slice(2), path);
    else if (content !== null) await writeFile(path, content);
  }
  await mkdir(folder, { recursive: true });
  if (ignore !== null) await writeFile(join(folder, '.dockerignore'), ignore);
}
