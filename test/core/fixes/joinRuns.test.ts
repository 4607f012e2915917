import { describe, expect, it } from 'vitest';
import { deleted, fixed } from './fixed.ts';

const overwritten = { rule: 'overwritten-in-later-layer', written: 2, hidden: 3 };
const joined = (...lines: string[]) => fixed(['FROM x', ...lines, ''].join('\n'), overwritten);
const CACHE = '--mount=type=cache,target=/c';

/** Of two RUNs what one of both is, its first line left out. */
describe('RUNs become one', () => {
  it.each<[string, string[], string]>([
    ['plain ones', ['RUN a', 'RUN b'], 'RUN a && \\\n    b\n'],
    ['alternatives before', ['RUN a || b', 'RUN c && d'], 'RUN a || b && \\\n    c && d\n'],
    ['in the first one’s style', ['RUN a \\\n  && b', 'RUN c'], 'RUN a \\\n  && b \\\n  && c\n'],
    ['in the second one’s style', ['RUN a', 'RUN b \\\n\t && c'], 'RUN a \\\n\t && b \\\n\t && c\n'],
    ['with comments', ['RUN a', '# why', '', 'RUN b \\\n  # how\n  c'], 'RUN a && \\\n# why\n  b \\\n  # how\n  c\n'],
    ['with the same mounts', [`RUN ${CACHE} a`, `RUN ${CACHE} b`], `RUN ${CACHE} a && \\\n    b\n`],
    ['with tracing', ['RUN set -x && a', 'RUN b'], 'RUN set -x && a && \\\n    b\n'],
    [
      'that end at errors',
      ['RUN set -e; a; b', 'RUN set -e; if c; then d; fi; e'],
      'RUN set -e; a; b; \\\n    if c; then d; fi; e\n',
    ],
    ['that change folders in subshells', ['RUN (cd /x && a)', 'RUN b'], 'RUN (cd /x && a) && \\\n    b\n'],
    ['pipelines', ['RUN a | b', 'RUN ! c | d'], 'RUN a | b && \\\n    ! c | d\n'],
    ['substitutions', ['RUN a "$(b)"', 'RUN c > "$HOME"/d'], 'RUN a "$(b)" && \\\n    c > "$HOME"/d\n'],
    ['an exit with an error', ['RUN a || exit 1', 'RUN b'], 'RUN a || exit 1 && \\\n    b\n'],
  ])('%s', (_, lines, after) => {
    const text = ['FROM x', ...lines, ''].join('\n');
    const hidden = text.slice(0, text.lastIndexOf('RUN')).split('\n').length;
    expect(fixed(text, { ...overwritten, hidden })).toEqual([
      [`Join lines 2 and ${hidden} into one RUN (saves 1 kB)`, `FROM x\n${after}`],
    ]);
  });

  it('three of them', () => {
    expect(fixed('FROM x\nRUN a\nRUN b\nRUN c', { ...overwritten, hidden: 4 })).toEqual([
      ['Join the RUNs from line 2 to line 4 into one (saves 2 kB)', 'FROM x\nRUN a && \\\n    b && \\\n    c'],
    ]);
  });

  it('of which the second only removes', () => {
    expect(fixed('FROM x\nRUN a\n# done\nRUN rm -rf /b', deleted(2, 4, 'b'))).toEqual([
      ['Remove them in line 2 already (saves 1 kB)', 'FROM x\nRUN a && \\\n# done\n    rm -rf /b'],
    ]);
  });

  it('with line ends and escapes of Windows', () => {
    const text = '# escape=`\r\nFROM x\r\nRUN a `\r\n  b\r\nRUN c\r\n';
    expect(fixed(text, { ...overwritten, written: 3, hidden: 5 })).toEqual([
      ['Join lines 3 and 5 into one RUN (saves 1 kB)', '# escape=`\r\nFROM x\r\nRUN a `\r\n  b && `\r\n  c\r\n'],
    ]);
  });
});

describe('RUNs stay apart', () => {
  it.each<[string, string, string]>([
    ['the first changes the folder', 'RUN cd /x && a', 'RUN b'],
    ['it sets a variable', 'RUN X=1; a', 'RUN b'],
    ['it exports one', 'RUN export X=1 && a', 'RUN b'],
    ['it gives one a default', 'RUN a ${X:=1}', 'RUN b'],
    ['it sets the mask', 'RUN umask 077 && a', 'RUN b'],
    ['it defines a function', 'RUN f() { a; }; f', 'RUN b'],
    ['it leaves something running', 'RUN a & b', 'RUN c'],
    ['it starts a service', 'RUN service x start && a', 'RUN c'],
    ['it replaces the shell', 'RUN exec a', 'RUN b'],
    ['it ends the shell', 'RUN a; exit 0', 'RUN b'],
    ['it sets options that the second does not have', 'RUN set -e; a; b', 'RUN c'],
    ['they set different ones', 'RUN set -e; a', 'RUN set -eu; b'],
    ['errors end it, and its last command is a loop', 'RUN set -e; for x in 1; do a; b; done', 'RUN set -e; c'],
    ['errors end it, and its last command is a list', 'RUN set -e; a && b', 'RUN set -e; c; d'],
    ['it ends in a comment', 'RUN a # b', 'RUN c'],
    ['it ends in a semicolon', 'RUN a;', 'RUN c'],
    ['the second has alternatives', 'RUN a', 'RUN b || c'],
    ['the second goes on after errors', 'RUN a', 'RUN b; c'],
    ['it reads the first one’s loop variable', 'RUN for f in 1 2; do a $f; done', 'RUN b "${f}"'],
    ['they have different mounts', `RUN ${CACHE} a`, 'RUN b'],
    ['their mounts are forgotten', 'RUN --mount=type=tmpfs,target=/c a', 'RUN --mount=type=tmpfs,target=/c b'],
    ['their mounts are written to', 'RUN --mount=target=/c,rw a', 'RUN --mount=target=/c,rw b'],
    ['one has no network', 'RUN --network=none a', 'RUN b'],
    ['one is in JSON form', 'RUN ["a"]', 'RUN b'],
    ['it does not parse', 'RUN a "b', 'RUN c'],
    ['its command is worked out', 'RUN $A b', 'RUN c'],
  ])('when %s', (_, first, second) => {
    expect(joined(first, second)).toEqual([]);
  });

  it.each<[string, string]>([
    ['something stands between', 'FROM x\nRUN a\nCOPY b /b\nRUN c'],
    ['they are of two stages', 'FROM x AS y\nRUN a\nFROM y\nRUN b'],
    ['there are heredocs', 'FROM x\nRUN <<E\na\nE\nRUN b'],
    ['the shell is none of POSIX’s', 'FROM x\nSHELL ["pwsh", "-c"]\nRUN a\nRUN b'],
    ['the Dockerfile has a mistake', 'FROM x\nRUN a\nRUN b\nNO such'],
  ])('when %s', (_, text) => {
    const runs = text.split('\n').flatMap((line, index) => (line.startsWith('RUN') ? [index + 1] : []));
    expect(fixed(text, { ...overwritten, written: runs[0], hidden: runs[1] })).toEqual([]);
  });

  it('when the line is not certain, or the image is one of Windows', () => {
    expect(fixed('FROM x\nRUN a\nRUN b', { ...overwritten, doubt: 'stale' })).toEqual([]);
    expect(fixed('FROM x\nRUN a\nRUN b', overwritten, { os: 'windows' })).toEqual([]);
  });
});
