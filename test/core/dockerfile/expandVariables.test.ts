import { describe, expect, it } from 'vitest';
import { expandVariables, tryExpandVariables } from '../../../src/core/dockerfile/expandVariables.ts';

const variables: Readonly<Record<string, string>> = {
  PWD: '/home',
  SHELL: 'bash',
  NULL: '',
  FILE: '/tmp/a.tar.gz',
  STARS: 'a***yy*',
  WORLD: '한국어🎉',
  LINES: 'a\nb',
};

function expand(text: string, escape: '\\' | '`' = '\\'): string | null {
  const lookup = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  return tryExpandVariables(text, lookup, escape).text;
}

/** Null where it is refused. Most are of BuildKit's own tables: frontend/dockerfile/shell/envVarTest and lex_test.go. */
const table: readonly (readonly [string, string | null])[] = [
  // quotes and escapes
  ['hello', 'hello'],
  ["he'll'o", 'hello'],
  ["he'llo", null],
  ["he\\'llo", "he'llo"],
  ['abc\\tdef', 'abctdef'],
  ['"abc\\tdef"', 'abc\\tdef'],
  ['"abc\\\\tdef"', 'abc\\tdef'],
  ["'abc\\tdef'", 'abc\\tdef'],
  ['hello\\', 'hello'],
  ['hello\\\\', 'hello\\'],
  ['"hello', null],
  ['"hello\\"', null],
  ["'hello\\'", 'hello\\'],
  ['"\'\'"', "''"],
  ["'$PWD'", '$PWD'],
  ['"he\'$PWD\'"', "he'/home'"],
  ['he\\$PWD', 'he$PWD'],
  ['he\\\\$PWD', 'he\\/home'],
  ['"he\\$PWD"', 'he$PWD'],
  ['a  b', 'a  b'],
  // names
  ['$PWD', '/home'],
  ['$PWD.', '/home.'],
  ['he$pwd.', 'he.'],
  ['$.', '$.'],
  ['he$1x', 'hex'],
  ['$001aaa', 'aaa'],
  ['$@@@', '@@'],
  ['$$', ''],
  ['${$:-b}', 'b'],
  ['\\${}', '${}'],
  ['${}', null],
  ['${.}', null],
  ['${{a}', null],
  ['${a}}', '}'],
  ['${PWD', null],
  ['$WORLD', '한국어🎉'],
  // unset and empty
  ['${X-000}', '000'],
  ['${NULL-000}', ''],
  ['${NULL:-000}', '000'],
  ['${PWD:-000}', '/home'],
  ['${X:-$PWD}', '/home'],
  ['${X:-${Y:-yyy}}', 'yyy'],
  ['${X:-${PWD}z} ', '/homez '],
  ['${X:-\\${PWD}z}', '${PWDz}'],
  ['${X:-bbb {foo}', 'bbb {foo'],
  ['${X:-"a }b"}', 'a }b'],
  ['${X+000}', ''],
  ['${NULL+000}', '000'],
  ['${NULL:+000}', ''],
  ['${PWD:+${PWD}:}', '/home:'],
  ['${X?}', null],
  ['${X:?e}', null],
  ['${NULL?}', ''],
  ['${NULL:?}', null],
  ['${PWD:?e}', '/home'],
  ['${X:YYY}', null],
  ['${PWD:=000}', null],
  ['${PWD=000}', null],
  // prefixes and suffixes
  ['${FILE#*/}', 'tmp/a.tar.gz'],
  ['${FILE##*/}', 'a.tar.gz'],
  ['${FILE%.*}', '/tmp/a.tar'],
  ['${FILE%%.*}', '/tmp/a'],
  ['${FILE#x}', '/tmp/a.tar.gz'],
  ['${FILE#}', '/tmp/a.tar.gz'],
  ['${FILE#/t?p}', '/a.tar.gz'],
  ['${FILE#$NULL}', '/tmp/a.tar.gz'],
  ['${FILE#.tmp}', '/tmp/a.tar.gz'],
  ['${STARS%%\\**\\*}', 'a'],
  ['${STARS%\\*}', 'a***yy'],
  ['${WORLD%?}', '한국어'],
  ['${LINES##*}', '\nb'],
  ['${FILE#\\x}', null],
  ['${FILE#x}\\$', '/tmp/a.tar.gz$'],
  ['${FILE:#x}', null],
  ['${FILE:%%x}', null],
  ["${STARS%'*'}", 'a***yy*'],
  ["${FILE%'\\x'}", '/tmp/a.tar.gz'],
  ['${FILE%"\\x"}', '/tmp/a.tar.gz'],
  // replacement
  ['${FILE/a/b}', '/tmp/b.tar.gz'],
  ['${FILE//a/b}', '/tmp/b.tbr.gz'],
  ['${FILE//\\//:}', ':tmp:a.tar.gz'],
  ['${FILE/.*/}', '/tmp/a'],
  ['${FILE//?a/x}', '/tmpx.xr.gz'],
  ['${FILE/$NULL/x}', 'x/tmp/a.tar.gz'],
  ['${WORLD//$NULL/-}', '-한-국-어-🎉-'],
  ['${PWD//*/x}', 'x'],
  ['${LINES//*/x}', 'x\nx'],
  ['${X/a/b}', ''],
  ['${FILE//a}', null],
];

describe('expandVariables', () => {
  it.each(table)('%j gives %j', (text, expected) => expect(expand(text)).toBe(expected));

  it.each([
    ['a`$PWD', 'a$PWD'],
    ['c:\\$PWD', 'c:\\/home'],
    ['"`""', '"'],
  ])('with ` as escape character %j gives %j', (text, expected) => expect(expand(text, '`')).toBe(expected));

  it('leaves what it cannot expand as it is', () => {
    expect(expandVariables('a ${X', () => 'x', '\\')).toBe('a ${X');
  });

  it.each([
    ['${X?not here}', 'X: not here'],
    ['${X?}', 'X: is not allowed to be unset'],
    ['${NULL:?}', 'NULL: is not allowed to be empty'],
    ['${X', "syntax error: missing '}'"],
    ['"', 'unexpected end of statement while looking for matching double-quote'],
  ])('says why it cannot expand %j', (text, expected) => {
    expect(tryExpandVariables(text, (name) => (name === 'NULL' ? '' : undefined), '\\').problem).toBe(expected);
  });
});

describe('what no one writes', () => {
  it.each([
    ['a deep nesting', '${x:-'.repeat(50_000)],
    ['a growing value', '$A'.repeat(5_000)],
    ['a growing value in quotes', `"${'$A'.repeat(5_000)}"`],
    ['a growing replacement', `\${A//a/${'x'.repeat(100_000)}}`],
    ['a hard pattern', `\${A##${'*a'.repeat(2_000)}b}`],
  ])('%s is refused', (_, text) => {
    expect(tryExpandVariables(text, (name) => (name === 'A' ? 'a'.repeat(1_000) : undefined), '\\').text).toBeNull();
  });

  it('a pattern that takes a regular expression exponential time takes none', () => {
    const text = `\${A#${'*a'.repeat(30)}b}`;
    expect(expandVariables(text, () => 'a'.repeat(1_000), '\\')).toBe('a'.repeat(1_000));
  });
});
