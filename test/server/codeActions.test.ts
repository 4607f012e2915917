import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  type TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDockerfile } from '../../src/core/dockerfile/parseDockerfile.ts';
import { EDITOR, lspClient } from '../support/lspClient.ts';
import { root } from '../support/runCli.ts';

const path = join(root, 'sample/Dockerfile');
const text = readFileSync(path, 'utf8');

const DOCUMENT_CHANGES: ClientCapabilities = {
  ...EDITOR,
  workspace: { ...EDITOR.workspace, workspaceEdit: { documentChanges: true } },
  textDocument: {
    ...EDITOR.textDocument,
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor'] } } },
  },
};

/** What is offered at a line, from 1, and the findings that it was asked for. */
async function actionsAt(line: number, capabilities = DOCUMENT_CHANGES) {
  const client = await lspClient({ capabilities });
  const uri = await client.open(path, text);
  await client.image(uri, 'open');
  const diagnostics = (await client.pull(uri)).filter(({ range }) => range.start.line === line - 1);
  const range = { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 1 } };
  const params = { textDocument: { uri }, range, context: { diagnostics } };
  const found = await client.connection.sendRequest(CodeActionRequest.type, params);
  return { uri, actions: (found ?? []) as CodeAction[], diagnostics };
}

describe('fixes of the sample, as code actions', () => {
  it('remove files in the line that made them, with what that saves', async () => {
    const { uri, actions, diagnostics } = await actionsAt(35);
    const action = actions.find(({ title }) => title.startsWith('Remove them in line 35 already'));
    expect(action).toMatchObject({
      title: 'Remove them in line 35 already (saves 324 kB)',
      kind: 'quickfix',
      diagnostics: diagnostics.filter(({ code }) => code === 'deleted-in-later-layer'),
    });
    const [change] = action?.edit?.documentChanges as TextDocumentEdit[];
    expect(change.textDocument).toEqual({ uri, version: 1 });
    const edits = change.edits.filter((edit): edit is TextEdit => TextEdit.is(edit));
    const fixed = TextDocument.applyEdits(TextDocument.create(uri, 'dockerfile', 1, text), edits);
    const [before, after] = [parseDockerfile(text), parseDockerfile(fixed)];
    expect(after.problems).toEqual([]);
    expect(after.steps).toHaveLength(before.steps.length - 1);
    expect(after.steps.find(({ startLine }) => startLine === 35)?.args.join(' ')).toMatch(/build-daily && .*rm -rf/);
  });

  it('are not offered at a line without any', async () => {
    expect((await actionsAt(24)).actions).toEqual([]);
  });

  it('are not offered to a client that knows only commands', async () => {
    expect((await actionsAt(35, EDITOR)).actions).toEqual([]);
  });
});
