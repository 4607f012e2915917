import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { environmentAt } from '../../../src/core/dockerfile/environment.ts';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { Dockerfile, Flag, TextRange } from '../../../src/core/dockerfile/types.ts';
import { fixtures } from './fixtures.ts';

const fragments = [
  ...['FROM a\n', 'FROM a AS b\n', 'RUN ', '\nRUN ', 'COPY ', 'ADD ', 'ENV ', 'ARG ', 'LABEL ', 'ONBUILD ', 'SHELL '],
  ...['HEALTHCHECK --interval=1s CMD ', 'VOLUME ', '--from=x ', '--a="b c" ', '-- ', '[', ']', '["a","b"]', ','],
  ...[
    '<<EOF',
    '<<-EOF',
    '<< E',
    '<<"E F"',
    '3<<X',
    '\nEOF\n',
    '\nE\n',
    '<<<',
    '$',
    '${',
    '}',
    '${a:-b}',
    '${a#b}',
    '=',
  ],
  ...[
    '\\',
    '\\\n',
    '`',
    '`\n',
    '\\\\\n',
    '\\ \n',
    '#',
    '\n# c\n',
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    ' ',
    '\t',
    "'",
    '"',
    'x',
  ],
  ...['# escape=`\n', '# syntax=x\n', '\ufeff', '\u00a0', '\u2028', '\u0000', 'é', '🎉', '\ud800'],
];

const anyDockerfile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...fragments), { maxLength: 30 }).map((parts) => parts.join('')),
);

const anyMutation = fc
  .record({
    text: fc.constantFrom(...fixtures.map(({ text }) => text)),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(12),
    added: fc.array(fc.constantFrom(...fragments), { maxLength: 3 }).map((parts) => parts.join('')),
  })
  .map(({ text, at, removed, added }) => {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + added + text.slice(place + removed);
  });

describe('parseDockerfile, for any text', () => {
  it('holds its invariants', () => {
    fc.assert(fc.property(anyDockerfile, checkInvariants), { numRuns: 200 });
  });

  it('holds them for fixtures with a change somewhere', () => {
    fc.assert(fc.property(anyMutation, checkInvariants), { numRuns: 300 });
  });

  it('holds them for a keyword that goes on in another line', () => {
    checkInvariants('`\\ \n a\nRUN cat << EOF > /x\nhello\nFROM b\nEOF\nRUN z\n');
    checkInvariants('FR\\\nOM a\nRUN\\\n x\n');
  });

  it('holds them for fixtures cut off anywhere', () => {
    for (const { text } of fixtures) {
      for (let length = 0; length <= text.length; length += 17) checkInvariants(text.slice(0, length));
    }
  });

  it('knows an environment at every step', () => {
    fc.assert(
      fc.property(anyMutation, (text) => {
        const dockerfile = parseDockerfile(text);
        for (const { index } of dockerfile.steps) environmentAt(dockerfile, index);
      }),
    );
  });
});

/** What takes quadratic time, or worse, does not end within the patience of the runner. */
describe('parseDockerfile ends', () => {
  it.each([
    ['blanks', `FROM a\nRUN x${' '.repeat(200_000)}y\n# syntax = x${' '.repeat(200_000)}y`],
    ['blanks in a directive', `# syntax =${' '.repeat(200_000)}x\nFROM a`],
    ['escape characters', `FROM a\nRUN ${'\\ '.repeat(20_000)}x`],
    ['continuations', `FROM a\nRUN ${'x \\\n'.repeat(20_000)}`],
    ['comments in a continuation', `FROM a\nRUN x \\\n${'# c\n'.repeat(20_000)}y`],
    ['steps', 'FROM a\nRUN b\n'.repeat(1_500)],
    ['chained ONBUILD', `FROM a\n${'ONBUILD '.repeat(20_000)}`],
    ['open braces', `FROM ${'${a:-'.repeat(20_000)}\nRUN <<E ${'${a:-'.repeat(20_000)}`],
    ['unterminated heredocs', 'FROM a\nRUN <<EOF\nx\n'.repeat(1_000)],
    ['a heredoc of many names', `FROM a\nRUN ${'<<E '.repeat(5_000)}\n${'E\n'.repeat(5_000)}`],
    ['arguments that double', `ARG A=xx\n${'ARG A=$A$A\n'.repeat(40)}FROM $A`],
    ['JSON brackets', `FROM a\nCMD ${'['.repeat(100_000)}`],
    ['flags', `FROM a\nRUN ${'--a=b '.repeat(10_000)}`],
    ['quotes', `FROM a\nENV A=${'"'.repeat(100_001)}`],
  ])('for %s', (_, text) => {
    checkInvariants(text);
  });
});

function checkInvariants(text: string): void {
  const dockerfile = parseDockerfile(text);
  expect(dockerfile.text).toBe(text);
  checkPlaces(dockerfile);
  checkRanges(dockerfile);
  checkStages(dockerfile);
  const lines = dockerfile.problems.map(({ line }) => line);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
}

/** Steps follow each other without overlap, and their offsets are on their lines. */
function checkPlaces({ text, steps }: Dockerfile): void {
  const lineAt = lineCounter(text);
  let [line, offset] = [0, 0];
  steps.forEach((step, index) => {
    if (step.index !== index) expect(step.index).toBe(index);
    const isOrdered = step.startLine > line && step.endLine >= step.startLine;
    const isInside = step.startOffset >= offset && step.endOffset > step.startOffset && step.endOffset <= text.length;
    const agrees = lineAt(step.startOffset) === step.startLine && lineAt(step.endOffset) === step.endLine;
    if (!isOrdered || !isInside || !agrees) expect.fail(`step ${index} is misplaced in ${JSON.stringify(text)}`);
    [line, offset] = [step.endLine, step.endOffset];
  });
}

/** Every range is inside its step, has no blanks at its ends, and comes after the one before it. */
function checkRanges({ text, steps }: Dockerfile): void {
  for (const { keywordRange, argumentsRange, flags, startOffset, endOffset } of steps) {
    const ranges = [keywordRange, argumentsRange, ...flags.map((flag: Flag) => flag.range)].filter((range) => !!range);
    for (const range of ranges) {
      const isInside = range.startOffset >= startOffset && range.endOffset <= endOffset;
      if (!isInside || !isTight(text, range))
        expect.fail(`${JSON.stringify(range)} is wrong in ${JSON.stringify(text)}`);
    }
    const afterKeyword = !keywordRange || !argumentsRange || keywordRange.endOffset < argumentsRange.startOffset;
    if (!afterKeyword) expect.fail(`arguments before the keyword in ${JSON.stringify(text)}`);
  }
}

function isTight(text: string, { startOffset, endOffset }: TextRange): boolean {
  return /^[^ \t\n](?:[^]*[^ \t\n])?$/.test(text.slice(startOffset, endOffset));
}

function checkStages({ steps, stages }: Dockerfile): void {
  expect(stages.flatMap((stage) => stage.steps)).toEqual(
    steps.flatMap((step) => (step.stage === null ? [] : step.index)),
  );
  for (const { index, parent } of stages) if (parent !== null) expect(parent).toBeLessThan(index);
}

/** For ascending offsets. */
function lineCounter(text: string): (offset: number) => number {
  let [line, next] = [1, text.indexOf('\n')];
  return (offset) => {
    for (; next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) line++;
    return line;
  };
}
