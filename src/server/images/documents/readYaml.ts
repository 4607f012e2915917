import { Lexer, parseAllDocuments } from 'yaml';
import type { Value } from './value.ts';
import { yamlValue } from './yamlValue.ts';

/**
 * Words, marks and blanks: some thousand lines have as many. The parser takes half a minute for a megabyte of brackets, and
 * does its work at once, so what is to be parsed is counted before.
 */
const MAXIMUM_TOKENS = 40_000;

/**
 * The documents of a YAML file. Comparing each key of a map with each other takes hours in a hostile one, so a repeated key
 * is no error here: its last value counts.
 *
 * @throws Error saying why it is no YAML, or none of a size that a person writes.
 */
export function readYaml(text: string): readonly Value[] {
  checkSize(text);
  const documents = parseAllDocuments(text, {
    merge: true,
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const error = document.errors.at(0);
    if (error !== undefined) throw new Error(`${error.message} (at line ${lineAt(text, error.pos[0])})`);
    return yamlValue(document);
  });
}

function checkSize(text: string): void {
  let left = MAXIMUM_TOKENS;
  for (const _token of new Lexer().lex(text)) {
    left -= 1;
    if (left < 0) throw new Error('it is far larger than a file that a person writes');
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
