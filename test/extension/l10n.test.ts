import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { hidingWords } from '../../src/core/words/hidingWords.ts';
import { pictureTexts } from '../../src/core/words/pictureTexts.ts';
import { root } from '../support/runCli.ts';

const folder = `${root}src/extension`;
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const calls = files.flatMap((name) => callsIn(name, readFileSync(`${folder}/${name}`, 'utf8')));

/** Texts that others are taken from, by the name of the table. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  'hidingWords[how]': Object.values(hidingWords),
  'pictureTexts[name]': Object.values(pictureTexts),
};

/** `npx vitest run test/extension/l10n.test.ts -u` writes it anew. */
test('every text of the extension is in the bundle that translators begin with, and no other', async () => {
  const texts = calls.flatMap(({ text, source }) => (text === null ? (TABLES[source] ?? []) : [text]));
  const bundle = Object.fromEntries([...new Set(texts)].toSorted().map((text) => [text, text]));
  await expect(`${JSON.stringify(bundle, null, 2)}\n`).toMatchFileSnapshot(`${root}l10n/bundle.l10n.json`);
});

test('every text can be looked up: it stands in its call as it is, or in a table', () => {
  expect(calls.filter(({ text, source }) => text === null && !(source in TABLES))).toEqual([]);
});

test('what a text has room for is given to it', () => {
  for (const { text, source, given } of calls) {
    const places = new Set(Array.from((text ?? '').matchAll(/\{(\d)\}/g), ([, place]) => place));
    expect(`${source}: ${places.size}`).toBe(`${source}: ${given}`);
  }
});

test('the manifest names the bundle’s folder', () => {
  expect(JSON.parse(readFileSync(`${root}package.json`, 'utf8'))).toMatchObject({ l10n: './l10n' });
});

interface Call {
  /** Null where it is no plain string. */
  readonly text: string | null;
  readonly source: string;
  readonly given: number;
}

function callsIn(name: string, text: string): Call[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: Call[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'vscode.l10n.t') {
      const [first, ...given] = node.arguments;
      const plain = ts.isStringLiteralLike(first) ? first.text : null;
      found.push({ text: plain, source: first.getText(file), given: given.length });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
