import { describe, expect, it } from 'vitest';
import { stepOutput } from '../../../src/core/build/stepOutput.ts';

/** Each line with the second in which it comes. */
function told(...lines: readonly (readonly [at: number, line: string])[]) {
  const output = stepOutput();
  for (const [at, line] of lines) output.take(`${line}\n`, at);
  output.end(100);
  return output.vertexes().map(({ name, cached, seconds }) => [name, cached ? 'cached' : seconds]);
}

describe('what builders do one after the other', () => {
  it('takes from line to line', () => {
    expect(told([0, 'Step 1/2 : FROM a'], [1, 'Step 2/2 : RUN b'], [2, 'text'], [5, 'Successfully built 0a'])).toEqual([
      ['Step 1/2 : FROM a', 1],
      ['Step 2/2 : RUN b', 4],
    ]);
  });

  it('is cached where the builder says so', () => {
    expect(
      told([0, 'STEP 1/2: FROM a'], [1, 'STEP 2/2: RUN b'], [2, '--> Using cache 0a'], [2, '--> 0a0a0a0']),
    ).toEqual([
      ['STEP 1/2: FROM a', 1],
      ['STEP 2/2: RUN b', 'cached'],
    ]);
  });

  it('goes from stage to stage where nothing is told of what was made', () => {
    const lines = told([0, '[1/2] STEP 1/1: FROM a'], [2, '[2/2] STEP 1/1: FROM b'], [5, 'COMMIT x']);
    expect(lines.map(([, seconds]) => seconds)).toEqual([2, 3]);
  });

  it('is interrupted by a stage that it asks for', () => {
    const lines = told(
      [0, '[2/2] STEP 1/3: FROM a'],
      [1, '[2/2] STEP 2/3: COPY --from=x a b'],
      [2, '[1/2] STEP 1/2: FROM a AS x'],
      [4, '[1/2] STEP 2/2: RUN x'],
      [7, '--> Using cache 0a'],
      [7, '--> 0a0a0a0'],
      [9, '--> 0b0b0b0'],
      [9, '[2/2] STEP 3/3: RUN c'],
      [10, '--> 0c0c0c0'],
    );
    expect(lines).toEqual([
      ['[2/2] STEP 1/3: FROM a', 1],
      ['[1/2] STEP 1/2: FROM a AS x', 2],
      ['[1/2] STEP 2/2: RUN x', 'cached'],
      ['[2/2] STEP 2/3: COPY --from=x a b', 3],
      ['[2/2] STEP 3/3: RUN c', 1],
    ]);
  });
});
