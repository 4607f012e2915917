import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { lspClient } from '../support/lspClient.ts';
import { DOCKERFILE, imageBytes, LENSES, project } from './project.ts';

/** An edit: text put in place of the range between two places, each `line:character`. */
const put = (from: string, to: string, text: string): TextDocumentContentChangeEvent => {
  const [start, end] = [from, to].map((place) => {
    const [line, character] = place.split(':').map(Number);
    return { line, character };
  });
  return { range: { start, end }, text };
};

const NOT_THERE = '~ not in the image: added or changed since the build';
const STALE = 'line changed since the build';

const edits: [string, TextDocumentContentChangeEvent[], string[]][] = [
  ['nothing is changed', [], LENSES],
  [
    'lines are inserted above',
    [put('0:0', '0:0', '# one\n# two\n')],
    ['3 +1 added · 200 kB · 200 kB wasted', '4 +1 added · 30 kB', '5 1 hidden'],
  ],
  ['a blank is typed at an end', [put('2:10', '2:10', ' ')], LENSES],
  [
    'an instruction is edited inside',
    [put('2:9', '2:10', 'better')],
    [LENSES[0], `2 ~ +1 added · 30 kB · ${STALE}`, LENSES[2]],
  ],
  ['an instruction is deleted', [put('2:0', '3:0', '')], [LENSES[0], '2 1 hidden']],
  [
    'several edits come at once, each upon the one before',
    [put('0:0', '0:0', '\n'), put('3:9', '3:10', 'better'), put('0:0', '1:0', '')],
    [LENSES[0], `2 ~ +1 added · 30 kB · ${STALE}`, LENSES[2]],
  ],
  ['an instruction is added', [put('4:0', '4:0', 'RUN more\n')], [...LENSES, `4 ${NOT_THERE}`]],
  ['the syntax is broken', [put('2:0', '2:3', 'RU')], [LENSES[0], `2 ${NOT_THERE}`, LENSES[2]]],
  ['all is replaced', [{ text: DOCKERFILE.replaceAll('\n', '\r\n') }], LENSES],
  ['nothing is left', [{ text: '' }], []],
];

async function opened() {
  const folder = await project({ 'image.tar': await imageBytes() });
  const client = await lspClient();
  const uri = await client.open(join(folder, 'Dockerfile'), DOCKERFILE);
  await client.image(uri, 'open');
  const stepLenses = async () => (await client.lenses(uri)).filter((lens) => !lens.startsWith('0 '));
  return { client, uri, stepLenses };
}

it.each(edits)('lenses keep their lines when %s', async (_, changes, expected) => {
  const { client, uri, stepLenses } = await opened();
  if (changes.length > 0) await client.edit(uri, 2, ...changes);
  expect(await stepLenses()).toEqual(expected);
});

it('lenses are as before once an edit is taken back', async () => {
  const { client, uri, stepLenses } = await opened();
  await client.edit(uri, 2, put('2:0', '3:0', ''));
  await client.edit(uri, 3, put('2:0', '2:0', 'RUN make b\n'));
  expect(await stepLenses()).toEqual(LENSES);
});

it('answers of one moment are of one version', async () => {
  const { client, uri } = await opened();
  const answers = [];
  for (let version = 2; version < 30; version++) {
    void client.edit(uri, version, put('0:0', '0:0', '# more\n'));
    answers.push(Promise.all([client.ask('steps', { uri }), client.lenses(uri), client.pull(uri)]));
  }
  for (const [steps, lenses, [waste]] of await Promise.all(answers)) {
    const first = (steps?.version ?? 0) - 1;
    expect(steps?.stages[0].steps.map(({ line }) => line)).toEqual([1, 2, 3, 4].map((line) => line + first));
    expect(lenses.at(-1)).toBe(`${first + 3} 1 hidden`);
    expect(waste.range.start.line).toBe(first + 1);
  }
});

it('a hover of a text that changed meanwhile is none', async () => {
  const { client, uri } = await opened();
  expect(await client.hover(uri, 1, 1)).toContain('**Line 2**');
  await client.setSettings({});
  const asked = client.hover(uri, 1, 1);
  await client.edit(uri, 2, put('0:0', '0:0', '\n'));
  expect(await asked).toBeNull();
  expect(await client.hover(uri, 2, 1)).toContain('**Line 3**');
});
