import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  DidChangeWatchedFilesNotification,
  type RegistrationParams,
  RegistrationRequest,
} from 'vscode-languageserver/node';
import { EDITOR, type LspClient, lspClient, uriOf } from '../../support/lspClient.ts';
import { packTar } from '../../support/packTar.ts';
import { imageBytes, project } from '../project.ts';

const DOCKERFILE = `FROM scratch
COPY package.json ./
COPY src /app/src
COPY . /all/
COPY --from=0 /x /y
RUN true
`;

const FILES = {
  Dockerfile: DOCKERFILE,
  '.dockerignore': 'node_modules\n*.log\n',
  'package.json': 'x'.repeat(1200),
  'src/a.js': 'x'.repeat(3000),
  'src/deep/b.js': 'x'.repeat(500),
  'node_modules/x/index.js': 'x',
  'build.log': 'x',
  '.git/config': 'x'.repeat(70),
  'conf/.env': 'TOKEN=1\n',
};

const LENSES = [
  '1 forecast: 1 file · 1.2 kB from the context',
  '2 forecast: 2 files · 3.5 kB from the context',
  '3 forecast: 7 files · 4.89 kB from the context',
];

async function opened(
  folder: string,
  options: Parameters<typeof lspClient>[0] = {},
  text = DOCKERFILE,
  name = 'Dockerfile',
): Promise<{ readonly client: LspClient; readonly uri: string }> {
  const client = await lspClient({ folders: [folder], ...options });
  return { client, uri: await client.open(join(folder, name), text) };
}

/** The lenses once they are these. */
async function expectLenses(client: LspClient, uri: string, wanted: readonly string[]): Promise<void> {
  await expect.poll(() => client.lenses(uri), { timeout: 20_000 }).toEqual(wanted);
}

describe('without an image', () => {
  it('lenses tell what COPY would bring', async () => {
    const { client, uri } = await opened(await project(FILES));
    await expectLenses(client, uri, LENSES);
  });

  it('a hover tells the folders, what is left out, and where the context is', async () => {
    const { client, uri } = await opened(await project(FILES));
    await expectLenses(client, uri, LENSES);
    const told = await client.hover(uri, 3, 2);
    expect(told).toContain('**Forecast** · 7 files · 4\\.89 kB from the context');
    expect(told).toContain('`src/` 3.5 kB, 2 files');
    expect(told).toContain('`.dockerignore` leaves out 1 folder and 1 file: `build.log`, `node_modules/`');
    expect(told).toContain('the folder of the Dockerfile');
    expect(await client.hover(uri, 4, 2)).toBeNull();
  });

  it('an archive that ADD unpacks counts with what is in it, and its forecast follows it', async () => {
    const text = 'FROM scratch\nADD rootfs.tar.gz /r/\nADD other.tar.xz /o/\n';
    const tar = await packTar([
      { name: 'bin/x', content: 'x'.repeat(2000) },
      { name: 'y', content: 'yy' },
    ]);
    const xz = Buffer.concat([Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), Buffer.alloc(94)]);
    const folder = await project({ Dockerfile: text, 'rootfs.tar.gz': gzipSync(tar), 'other.tar.xz': xz });
    const { client, uri } = await opened(folder, {}, text);
    const other = '2 forecast: 1 file · 100 B from the context · 1 archive not looked into';
    await expectLenses(client, uri, ['1 forecast: 2 files · 2 kB from the context · 1 archive unpacked', other]);
    expect(await client.hover(uri, 1, 2)).toContain('Unpacked');
    expect(await client.hover(uri, 1, 2)).toContain('`rootfs.tar.gz/bin/` 2 kB, 1 file');
    expect(await client.hover(uri, 2, 2)).toContain('`other.tar.xz` was not looked into: xz cannot be read here');
    await writeFile(join(folder, 'rootfs.tar.gz'), tar.subarray(0, 2000));
    await client.edit(uri, 2, { text: `${text}\n` });
    await expectLenses(client, uri, ['1 forecast: 1 file · 2 kB from the context · 1 archive not looked into', other]);
  });

  it('diagnostics name what had better stay out, and the line that leaves it out', async () => {
    const { client, uri } = await opened(await project(FILES));
    await expectLenses(client, uri, LENSES);
    const found = await client.pull(uri);
    expect(found.map(({ range, code, message }) => [range.start.line, code, message])).toEqual([
      [
        3,
        'copied-secrets',
        'Forecast: conf/.env goes along, by its name an environment file. “conf/.env” in .dockerignore leaves it out',
      ],
      [
        3,
        'copied-history',
        'Forecast: .git goes along, the history of the repository: 1 file, 70 B. “.git” in .dockerignore leaves it out',
      ],
    ]);
  });

  it('the threshold of large files is a setting, and all is switched off by one', async () => {
    const folder = await project(FILES);
    const { client, uri } = await opened(folder, { settings: { forecast: { largeFileBytes: 3000 } } });
    await expectLenses(client, uri, LENSES);
    const codes = async (): Promise<unknown[]> => (await client.pull(uri)).map(({ code }) => code);
    // The second line names a folder, not the file.
    expect(await codes()).toEqual(['copied-large-files', 'copied-secrets', 'copied-history', 'copied-large-files']);
    await client.setSettings({ forecast: { enabled: false } });
    await expectLenses(client, uri, []);
    expect(await codes()).toEqual([]);
  });

  it('follows the text at once where it knows the line, and soon where not', async () => {
    const { client, uri } = await opened(await project(FILES));
    await expectLenses(client, uri, LENSES);
    const start = { line: 0, character: 0 };
    await client.edit(uri, 2, { range: { start, end: start }, text: '# moved\n' });
    expect(await client.lenses(uri)).toEqual(
      LENSES.map((lens) => lens.replace(/^\d+/, (line) => `${Number(line) + 1}`)),
    );
    await client.edit(uri, 3, { text: 'FROM scratch\nCOPY *.json /x/\nCOPY none /y\n' });
    await expectLenses(client, uri, [
      '1 forecast: 1 file · 1.2 kB from the context',
      '2 forecast: none is not in the context',
    ]);
  });

  it('follows files: by the client where it tells of them', async () => {
    const folder = await project(FILES);
    const { client, uri } = await opened(folder, {
      capabilities: {
        ...EDITOR,
        workspace: {
          ...EDITOR.workspace,
          didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
        },
      },
    });
    await expectLenses(client, uri, LENSES);
    await writeFile(join(folder, 'src/a.js'), 'x'.repeat(9000));
    const change = { uri: uriOf(join(folder, 'src/a.js')), type: 2 } as const;
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [change] });
    await expectLenses(client, uri, [
      LENSES[0],
      '2 forecast: 2 files · 9.5 kB from the context',
      '3 forecast: 7 files · 10.9 kB from the context',
    ]);
  });

  it('follows files: the ignore file and the folder itself where the client does not', async () => {
    const folder = await project(FILES);
    const { client, uri } = await opened(folder);
    await expectLenses(client, uri, LENSES);
    await writeFile(join(folder, 'Dockerfile.dockerignore'), '*\n!src\n');
    await expectLenses(client, uri, [
      '1 forecast: package.json is not in the context',
      LENSES[1],
      '3 forecast: 2 files · 3.5 kB from the context',
    ]);
    await rm(join(folder, 'Dockerfile.dockerignore'));
    await expectLenses(client, uri, LENSES);
  });
});

describe('which folder is the context', () => {
  const text = 'FROM scratch\nCOPY one /x/\n';
  const lens = ['1 forecast: 1 file · 3 B from the context'];

  it.each([
    ['that of the setting', {}, { build: { context: 'elsewhere' } }, 'elsewhere/one'],
    [
      'that of a compose file',
      {
        'compose.yaml': 'services:\n  web:\n    build:\n      context: from\n      dockerfile: ../docker/Dockerfile\n',
      },
      {},
      'from/one',
    ],
    [
      'that of a bake file',
      { 'docker-bake.hcl': 'target "web" {\n  context = "from"\n  dockerfile = "../docker/Dockerfile"\n}\n' },
      {},
      'from/one',
    ],
    ['one above that has what is named', {}, {}, 'one'],
    ['the Dockerfile’s own', { one: 'not this one' }, {}, 'docker/one'],
  ])('%s', async (_, files, settings, place) => {
    const folder = await project({ 'docker/Dockerfile': text, ...files, [place]: 'yes' });
    const { client, uri } = await opened(folder, { settings }, text, 'docker/Dockerfile');
    await expectLenses(client, uri, lens);
  });

  it('says when it is not there', async () => {
    const folder = await project({ Dockerfile: text });
    const { client, uri } = await opened(folder, { settings: { build: { context: 'gone' } } }, text);
    await expectLenses(client, uri, [`1 forecast: ${join(folder, 'gone')}: there is no such folder`]);
  });
});

describe('beside an image', () => {
  const text = 'FROM scratch\nCOPY a /\nRUN make b\nCOPY b /\n';

  it('a line that is in it has no forecast but in the hover, and one that is not has one', async () => {
    const layers = [
      ['COPY a /', { name: 'a', content: 'xyz' }],
      ['RUN make b', { name: 'c', content: 'x' }],
    ] as const;
    const folder = await project({ Dockerfile: text, 'image.tar': await imageBytes(layers), a: 'xyz', b: 'four' });
    const { client, uri } = await opened(folder, {}, text);
    await client.image(uri, 'open');
    await expect.poll(() => client.lenses(uri)).toContainEqual('3 forecast: 1 file · 4 B from the context');
    const lenses = await client.lenses(uri);
    expect(lenses.filter((each) => each.startsWith('1 '))).toEqual(['1 +1 added · 3 B']);
    const told = await client.hover(uri, 1, 1);
    expect(told).toContain('**Line 2**');
    expect(told).toContain('**Forecast** · 1 file · 3 B from the context');
  });
});

it('a context that is no folder, or is not there, or has a broken ignore file, is told and breaks nothing', async () => {
  const folder = await project({ Dockerfile: DOCKERFILE, '.dockerignore': '[\n' });
  const { client, uri } = await opened(folder);
  await expect.poll(() => client.lenses(uri)).toHaveLength(3);
  expect((await client.lenses(uri))[0]).toMatch(/^1 forecast: the builder refuses the pattern "\[" of .*dockerignore$/);
  await mkdir(join(folder, 'x'));
});

it('registers for the context alone', async () => {
  const folder = await project(FILES);
  const client = await lspClient({
    folders: [folder],
    capabilities: {
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
    },
  });
  const registered: unknown[] = [];
  client.connection.onRequest(RegistrationRequest.type, ({ registrations }: RegistrationParams) => {
    registered.push(...registrations.map(({ registerOptions }): unknown => registerOptions));
  });
  await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
  await expect
    .poll(() => registered)
    .toEqual([{ watchers: [{ globPattern: { baseUri: uriOf(folder), pattern: '**/*' } }] }]);
});
