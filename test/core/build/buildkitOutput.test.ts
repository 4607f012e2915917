import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildkitOutput } from '../../../src/core/build/buildkitOutput.ts';
import { root } from '../../support/runCli.ts';

/** Recorded from Docker 26 with buildx 0.13. */
function shown(name: string) {
  const output = buildkitOutput();
  const text = readFileSync(join(root, `test/fixtures/builds/docker26-${name}.rawjson`), 'utf8');
  const lines = [...output.take(text, 0), ...output.end(0)];
  return { lines, vertexes: output.vertexes() };
}

describe('what BuildKit says', () => {
  it('is shown as plain progress', () => {
    const { lines } = shown('fresh');
    const number = /^#(\d+) \[stage-2 4\/7\]/.exec(lines.find((line) => line.includes('4/7')) ?? '')?.[1] ?? '';
    const own = lines.filter((line) => line.startsWith(`#${number} `)).map((line) => line.slice(number.length + 2));
    expect(own.map((line) => line.replaceAll(/\d+\.\d+/g, 'T'))).toEqual([
      "[stage-2 4/7] RUN printf 'one\\rtwo\\nthree\\n'  && sleep T",
      // What was written over is not shown.
      'T two',
      'T three',
      'DONE T s',
    ]);
  });

  it('names each vertex and each end once', () => {
    const { lines, vertexes } = shown('fresh');
    for (const { name } of vertexes)
      expect([name, lines.filter((line) => line.endsWith(` ${name}`)).length]).toEqual([name, 1]);
    expect(lines.filter((line) => / DONE \d/.test(line))).toHaveLength(vertexes.length);
  });

  it('tells what took how long', () => {
    const { vertexes } = shown('fresh');
    const slept = vertexes.find(({ name }) => name.includes('4/7'));
    expect(slept?.cached).toBe(false);
    expect(slept?.seconds).toBeGreaterThan(0.3);
    expect(slept?.seconds).toBeLessThan(10);
    expect(vertexes.every(({ seconds }) => seconds !== null)).toBe(true);
  });

  it('tells what was in the cache', () => {
    const { lines, vertexes } = shown('cached');
    const steps = vertexes.filter(({ name }) => name.startsWith('[') && !name.startsWith('[internal]'));
    expect(steps).toHaveLength(10);
    expect(steps.map(({ cached, seconds }) => [cached, seconds])).toEqual(steps.map(() => [true, null]));
    expect(lines.filter((line) => line.endsWith(' CACHED'))).toHaveLength(10);
  });

  it('ends with what went wrong', () => {
    const { lines } = shown('failed');
    const error = 'process "/bin/sh -c echo before; exit 7" did not complete successfully: exit code: 7';
    expect(lines).toContainEqual(expect.stringMatching(/^#\d+ \d+\.\d+ before$/));
    expect(lines.filter((line) => line.endsWith(` ERROR: ${error}`))).toHaveLength(1);
    expect(lines).toContain('   3 | >>> RUN echo before; exit 7');
    expect(lines.at(-1)).toBe(`ERROR: failed to solve: ${error}`);
  });

  it('adds intervals up, and counts what overlaps once', () => {
    const output = buildkitOutput();
    const at = (second: number) => new Date(second * 1000).toISOString();
    for (const [started, completed] of [
      [0, 2],
      [1, 3],
      [10, 10.5],
    ]) {
      output.take(
        JSON.stringify({
          vertexes: [{ digest: 'd', name: 'n', started: at(started ?? 0), completed: at(completed ?? 0) }],
        }),
        0,
      );
    }
    expect(output.vertexes()).toEqual([{ digest: 'd', name: 'n', cached: false, seconds: 3.5 }]);
  });

  it.each([
    ['a vertex that never began', { vertexes: [{ digest: 'd', name: 'n' }] }, [[null, false]]],
    [
      'a vertex that goes on',
      { vertexes: [{ digest: 'd', name: 'n', started: '2026-01-01T00:00:00Z' }] },
      [[null, false]],
    ],
    ['a time that is none', { vertexes: [{ digest: 'd', name: 'n', started: 'x', completed: 'y' }] }, [[null, false]]],
    ['a vertex without a name', { vertexes: [{ digest: 'd' }, null, 7] }, []],
    ['something else', { vertexes: 7, logs: [{ vertex: 'd', data: '%' }] }, []],
  ])('%s', (_, json, expected) => {
    const output = buildkitOutput();
    output.take(`${JSON.stringify(json)}\n`, 0);
    expect(output.vertexes().map(({ seconds, cached }) => [seconds, cached])).toEqual(expected);
  });
});
