import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { TextRange } from '../../../src/core/dockerfile/types.ts';

/** What the second step's ranges cover: keyword, arguments, then each flag. */
function partsOf(lines: readonly string[]): readonly (string | undefined)[] {
  const text = ['# comment', 'FROM a', ...lines, 'USER last'].join('\n');
  const step = parseDockerfile(text).steps[1];
  const flags = step?.trigger?.flags ?? step?.flags ?? [];
  return [step?.keywordRange, step?.argumentsRange, ...flags.map(({ range }) => range)].map(covered);

  function covered(range: TextRange | undefined): string | undefined {
    return range && text.slice(range.startOffset, range.endOffset);
  }
}

describe('the ranges of a step', () => {
  it.each<[string, readonly string[], readonly (string | undefined)[]]>([
    ['no arguments', ['RUN'], ['RUN', undefined]],
    ['words', ['\tenv  A=1 B=2  '], ['env', 'A=1 B=2']],
    ['flags', ['COPY --from=b --link . /c'], ['COPY', '--from=b --link . /c', '--from=b', '--link']],
    ['flags alone', ['COPY --link'], ['COPY', '--link', '--link']],
    ['flags in quotes', ['RUN --mount="type=cache" b'], ['RUN', '--mount="type=cache" b', undefined]],
    ['a keyword that is continued', ['RU\\', 'N b'], ['RU\\\nN', 'b']],
    [
      'continuations with comments',
      ['RUN --network=none \\', '# c \\ d', '', '  e && \\', '  f\\ g'],
      ['RUN', '--network=none \\\n# c \\ d\n\n  e && \\\n  f\\ g', '--network=none'],
    ],
    ['heredocs', ['RUN cat << EOF > /b', 'c', 'EOF'], ['RUN', 'cat << EOF > /b']],
    ['escape characters that continue nothing', ['RUN b c\\\\'], ['RUN', 'b c\\\\']],
    ['an escaped blank before a continuation', ['RUN b\\ \\', ' c\\ d'], ['RUN', 'b\\ \\\n c\\ d']],
    ['JSON', ['CMD [ "a\\"b", "c" ]'], ['CMD', '[ "a\\"b", "c" ]']],
    ['a trigger', ['ONBUILD COPY --from=b c d'], ['ONBUILD', 'COPY --from=b c d', '--from=b']],
    ['CRLF', ['RUN b \\\r', '  c\r'], ['RUN', 'b \\\r\n  c']],
  ])('%s', (_, lines, expected) => expect(partsOf(lines)).toEqual(expected));

  it('are left out where the keyword is not certain', () => {
    expect(partsOf(['\\', 'RUN b'])).toEqual([undefined, undefined]);
  });
});
