import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CreateFile,
  TextDocumentEdit,
  TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { EDITOR, type LspClient, lspClient } from '../../support/lspClient.ts';
import { project } from '../project.ts';

const CAPABILITIES: ClientCapabilities = {
  ...EDITOR,
  workspace: { ...EDITOR.workspace, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  textDocument: {
    ...EDITOR.textDocument,
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor'] } } },
  },
};

const NO_NEW_FILES: ClientCapabilities = {
  ...CAPABILITIES,
  workspace: { ...EDITOR.workspace, workspaceEdit: { documentChanges: true } },
};

const TEXT = 'FROM scratch\nWORKDIR /w\nCOPY . .\n';
const FILES = {
  Dockerfile: TEXT,
  'src/a.js': 'x',
  '.git/config': 'x'.repeat(70),
  'web/node_modules/p/index.js': 'xx',
  'api/node_modules/p/index.js': 'xx',
  'conf/.env': 'TOKEN=1\n',
};

const ALL = ['copied-history', 'copied-packages', 'copied-secrets'];

async function opened(files: Readonly<Record<string, string>>, capabilities = CAPABILITIES, text = TEXT) {
  const folder = await project(files);
  const client = await lspClient({ folders: [folder], capabilities });
  const uri = await client.open(join(folder, 'Dockerfile'), text);
  return { folder, client, uri };
}

async function expectCodes(client: LspClient, uri: string, wanted: readonly string[]): Promise<void> {
  const codes = async (): Promise<unknown[]> => (await client.pull(uri)).map(({ code }) => code).toSorted();
  await expect.poll(codes, { timeout: 20_000 }).toEqual(wanted);
}

async function actionsAt(client: LspClient, uri: string, line = 2, only?: string[]): Promise<readonly CodeAction[]> {
  const diagnostics = await client.pull(uri);
  const range = { start: { line, character: 0 }, end: { line, character: 0 } };
  const params = { textDocument: { uri }, range, context: { diagnostics, ...(only && { only }) } };
  return ((await client.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
}

/** As an editor does it that saves at once. */
async function apply({ documentChanges = [] }: WorkspaceEdit): Promise<void> {
  for (const change of documentChanges) {
    if (CreateFile.is(change)) {
      const path = fileURLToPath(change.uri);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, '', { flag: 'wx' });
    } else if (TextDocumentEdit.is(change)) {
      const path = fileURLToPath(change.textDocument.uri);
      const document = TextDocument.create(change.textDocument.uri, 'ignore', 1, await readFile(path, 'utf8'));
      const edits = change.edits.filter((edit): edit is TextEdit => TextEdit.is(edit));
      await writeFile(path, TextDocument.applyEdits(document, edits));
    }
  }
}

/** Takes each offer in turn, until no diagnostic is left. */
async function takeAll(client: LspClient, uri: string): Promise<readonly string[]> {
  const titles: string[] = [];
  for (let rest = ALL; rest.length > 0; ) {
    const [{ title, edit, diagnostics }] = await actionsAt(client, uri);
    titles.push(title);
    await apply(edit ?? {});
    rest = rest.filter((code) => code !== diagnostics?.[0].code);
    await expectCodes(client, uri, rest);
  }
  return titles;
}

const titlesFor = (file: string): readonly string[] => [
  `Add conf/.env to ${file} (leaves out 1 file, 8 B)`,
  `Add .git to ${file} (leaves out 1 file, 70 B)`,
  `Add **/node_modules to ${file} (leaves out 2 files, 4 B)`,
];

const LINES = 'conf/.env\n.git\n**/node_modules\n';

describe('what had better stay out is left out by a code action', () => {
  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    ['in a file that is made for it', {}, '.dockerignore', LINES],
    ['at the end of one', { '.dockerignore': '*.log\n' }, '.dockerignore', `*.log\n${LINES}`],
    [
      'behind what took it back, on a line of its own',
      { '.dockerignore': '.git\n!.git' },
      '.dockerignore',
      `.git\n!.git\n${LINES}`,
    ],
    [
      'in that of the Dockerfile alone, where there are two',
      { '.dockerignore': '*\n', 'Dockerfile.dockerignore': '*.log\n' },
      'Dockerfile.dockerignore',
      `*.log\n${LINES}`,
    ],
  ])('%s', async (_, more, file, wanted) => {
    const { folder, client, uri } = await opened({ ...FILES, ...more });
    await expectCodes(client, uri, ALL);
    expect(await takeAll(client, uri)).toEqual(titlesFor(file));
    expect(await readFile(join(folder, file), 'utf8')).toBe(wanted);
    expect(await actionsAt(client, uri)).toEqual([]);
  });

  it('at the lines that bring it, as quick fixes of their diagnostics', async () => {
    const { client, uri } = await opened(FILES);
    await expectCodes(client, uri, ALL);
    const actions = await actionsAt(client, uri);
    expect(actions.map(({ kind, diagnostics }) => [kind, ...(diagnostics ?? []).map(({ code }) => code)])).toEqual([
      ['quickfix', 'copied-secrets'],
      ['quickfix', 'copied-history'],
      ['quickfix', 'copied-packages'],
    ]);
    expect(await actionsAt(client, uri, 1)).toEqual([]);
    expect(await actionsAt(client, uri, 2, ['refactor'])).toEqual([]);
    expect(await actionsAt(client, uri, 2, ['quickfix'])).toHaveLength(3);
  });

  it('not where the build would miss it, nor by an editor that makes no files', async () => {
    const text = `${TEXT}COPY conf/.env /x/\n`;
    const { client, uri } = await opened({ ...FILES, Dockerfile: text }, CAPABILITIES, text);
    await expectCodes(client, uri, [...ALL, 'copied-secrets']);
    expect((await actionsAt(client, uri)).map(({ title }) => title)).toEqual(titlesFor('.dockerignore').slice(1));
    expect(await actionsAt(client, uri, 3)).toEqual([]);
    const other = await opened(FILES, NO_NEW_FILES);
    await expectCodes(other.client, other.uri, ALL);
    expect(await actionsAt(other.client, other.uri)).toEqual([]);
  });
});
