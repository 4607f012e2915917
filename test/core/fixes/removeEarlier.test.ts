import { describe, expect, it } from 'vitest';
import { deleted, fixed } from './fixed.ts';

const TITLE = 'Remove them in line 2 already (saves 100 kB)';

describe('rm moves up', () => {
  it.each<[string, string, number, string]>([
    [
      'past lines without files',
      'FROM x\nRUN a\nENV X=1\nLABEL y=z\nRUN rm /b\nCMD c',
      5,
      'FROM x\nRUN a && rm /b\nENV X=1\nLABEL y=z\nCMD c',
    ],
    ['past a COPY to elsewhere', 'FROM x\nRUN a\nCOPY c /c/\nRUN rm /b\n', 4, 'FROM x\nRUN a && rm /b\nCOPY c /c/\n'],
    [
      'out of a list',
      'FROM x\nRUN a \\\n  && a2\nRUN rm -rf "/b" \\\n  && c',
      4,
      'FROM x\nRUN a \\\n  && a2 \\\n  && rm -rf "/b"\nRUN c',
    ],
    ['with its pattern', 'FROM x\nRUN a\nARG Z\nRUN rm /t/*.b\n', 4, 'FROM x\nRUN a && rm /t/*.b\nARG Z\n'],
    [
      'and takes one of two empty lines along',
      'FROM x\nRUN a\nENV X=1\n\nRUN rm /b\n\nCMD c',
      5,
      'FROM x\nRUN a && rm /b\nENV X=1\n\nCMD c',
    ],
  ])('%s', (_, text, hidden, after) => {
    const fixes = fixed(text, deleted(2, hidden, 'b'));
    expect(fixes.filter(([title]) => title === TITLE)).toEqual([[TITLE, after]]);
  });

  it.each<[string, string]>([
    ['a RUN may read them', 'RUN a\nRUN c\nCOPY d /d\nRUN rm /b'],
    ['a COPY writes there', 'RUN a\nCOPY c /b/c\nRUN rm -rf /b'],
    ['a COPY writes above', 'RUN a\nCOPY c /\nRUN rm -rf /b'],
    ['the folder changes', 'RUN a\nWORKDIR /w\nRUN rm -rf b'],
    ['the user changes', 'RUN a\nUSER u\nRUN rm -rf /b'],
    ['the path is worked out', 'RUN a\nENV B=/b\nRUN rm -rf $B'],
    ['the path goes up', 'RUN a\nENV B=/b\nRUN rm -rf /a/../b'],
    ['other commands come first', 'RUN a\nENV B=/b\nRUN c && rm -rf /b'],
    ['its failure would not count', 'RUN a\nENV B=/b\nRUN rm /b || true'],
    ['errors do not end its RUN', 'RUN a\nENV B=/b\nRUN rm -rf /b && c; d'],
    ['it is more than it seems', 'RUN a\nENV B=/b\nRUN xargs rm /b'],
    ['the first is elsewhere at its end', 'RUN cd /x && a\nENV B=/b\nRUN rm -rf b'],
    ['a COPY wrote', 'COPY b /b\nENV B=/b\nRUN rm /b'],
  ])('not when %s', (_, lines) => {
    const text = `FROM x\n${lines}\n`;
    expect(fixed(text, deleted(2, lines.split('\n').length + 1, 'b'))).toEqual([]);
  });

  it('not when something else in its RUN may have removed files', () => {
    const text = 'FROM x\nRUN a\nENV B=/b\nRUN rm -rf /b && c';
    expect(fixed(text, deleted(2, 4, 'b/x', 'other'))).toEqual([]);
    expect(fixed(text, { ...deleted(2, 4, 'b/x'), files: 9 })).toEqual([]);
    expect(fixed(text, deleted(2, 4, 'b/x'))).toEqual([[TITLE, 'FROM x\nRUN a && rm -rf /b\nENV B=/b\nRUN c']]);
  });
});
