import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RawPiece, rawProgress } from '../../../src/core/build/rawProgress.ts';
import { root } from '../../support/runCli.ts';

describe('raw progress is taken apart', () => {
  it.each<readonly [string, string, RawPiece[]]>([
    ['one object a line', '{"a":1}\n{"a":2}\n', [{ json: { a: 1 } }, { json: { a: 2 } }]],
    ['objects over many lines', '{\n  "a": [\n 1\n]\n}\n{"b":{}}', [{ json: { a: [1] } }, { json: { b: {} } }]],
    ['objects without a line between', '{"a":1}{"a":2}', [{ json: { a: 1 } }, { json: { a: 2 } }]],
    ['braces and quotes in strings', '{"a":"}\\"{\\\\"}\n', [{ json: { a: '}"{\\' } }]],
    [
      'lines between objects',
      '{"a":1}\nERROR: no\n   4 | {\n{"b":1}\n',
      [{ json: { a: 1 } }, { line: 'ERROR: no' }, { line: '   4 | {' }, { json: { b: 1 } }],
    ],
    ['a last line without an end', '{"a":1}\nERROR: no', [{ json: { a: 1 } }, { line: 'ERROR: no' }]],
    ['an object that is cut off', '{"a":', [{ line: '{"a":' }]],
    ['what looks like an object', '{no}\n', [{ line: '{no}' }]],
  ])('%s', (_, text, pieces) => {
    expect(inPieces(text, text.length)).toEqual(pieces);
    expect(inPieces(text, 1)).toEqual(pieces);
    expect(inPieces(text, 3)).toEqual(pieces);
  });

  it.each(['fresh', 'cached', 'failed'])('a real one gives the same however it is cut: %s', (name) => {
    const text = readFileSync(join(root, `test/fixtures/builds/docker26-${name}.rawjson`), 'utf8');
    const whole = inPieces(text, text.length);
    expect(whole.length).toBeGreaterThan(20);
    for (const size of [1, 7, 4096]) expect(inPieces(text, size)).toEqual(whole);
  });
});

function inPieces(text: string, size: number): RawPiece[] {
  const progress = rawProgress();
  const pieces: RawPiece[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(...progress.take(text.slice(at, at + size)));
  return [...pieces, ...progress.end()];
}
