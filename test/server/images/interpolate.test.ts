import { describe, expect, it } from 'vitest';
import { parseDotenv } from '../../../src/server/images/compose/dotenv.ts';
import { interpolate } from '../../../src/server/images/compose/interpolate.ts';

const lookup = (name: string) => ({ SET: 'set', EMPTY: '' })[name];

describe('variables in compose files', () => {
  it.each([
    ['$SET', 'set'],
    ['a$SET-b', 'aset-b'],
    ['${SET}${SET}', 'setset'],
    ['${NONE}', ''],
    ['${SET:-x}', 'set'],
    ['${EMPTY:-x}', 'x'],
    ['${EMPTY-x}', ''],
    ['${NONE-x}', 'x'],
    ['${NONE:-${EMPTY:-$SET}}', 'set'],
    ['${SET:+x$SET}', 'xset'],
    ['${EMPTY:+x}', ''],
    ['${EMPTY+x}', 'x'],
    ['${NONE+x}', ''],
    ['${SET:?no}', 'set'],
    ['${NONE:?no}', ''],
    ['$$SET', '$SET'],
    ['$${SET}', '${SET}'],
    ['$1', '$1'],
    ['5$', '5$'],
    ['${SET/a/b}', '${SET/a/b}'],
    ['${SET', '${SET'],
  ])('%s: %s', (text, expected) => {
    expect(interpolate(text, lookup)).toBe(expected);
  });

  it('stay as they are when nested too deep', () => {
    const nested = (depth: number) => `${'${NONE:-'.repeat(depth)}x${'}'.repeat(depth)}`;
    expect(interpolate(nested(10), lookup)).toBe('x');
    expect(interpolate(nested(10_000), lookup)).toContain('${NONE:-');
  });
});

describe('.env', () => {
  it.each([
    ['A=b', 'b'],
    ['export A = b ', 'b'],
    ['A: b', 'b'],
    ['A=b # c', 'b'],
    ['A=b#c', 'b#c'],
    ['A=', ''],
    ['A="b # c" # d', 'b # c'],
    ["A='$SET\\'s'", "$SET's"],
    ['A="$SET"', 'set'],
    ['A="\\$SET\\t\\"q\\""', '$SET\t"q"'],
    ['A=${SET}', 'set'],
    ['B=1\nA=$B', '1'],
    ['SET=inner\nA=$SET', 'set'],
    ['A=1\r\nA=2\r\n', '2'],
    ['# A=1', undefined],
    ['A', undefined],
  ])('%j', (text, expected) => {
    expect(parseDotenv(text, lookup).get('A')).toBe(expected);
  });
});
