import { describe, expect, test } from 'vitest';
import { type HoverTarget, hoverTarget } from '../../../src/core/annotations/hoverTarget.ts';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';

/** What stands at the `|`, as `kind: text → where it arrives`. */
function at(source: string, env: readonly string[] = [], workingDir = ''): string | null {
  const text = source.replace('|', '');
  const target = hoverTarget(parseDockerfile(text), source.indexOf('|'), { env, workingDir });
  return target === null ? null : described(text, target);
}

function described(text: string, target: HoverTarget): string {
  const shown = `${target.kind}: ${text.slice(target.range.startOffset, target.range.endOffset)}`;
  if (target.kind === 'stageName') return `${shown} → ${target.stage}`;
  if (target.kind === 'instruction') return shown;
  return `${shown} → ${target.arrivesAt === null ? 'unknown' : `/${target.arrivesAt}`}`;
}

const scratch = (line: string): string => `FROM scratch\n${line}`;

describe('instructions', () => {
  test.each([
    ['FROM scratch\nRUN ma|ke', 'instruction: RUN make'],
    ['FROM scratch\n|RUN make', 'instruction: RUN make'],
    ['FROM scratch\nRUN make|', 'instruction: RUN make'],
    ['FROM scratch\nRUN <<EOF\nma|ke\nEOF', 'instruction: RUN <<EOF\nmake\nEOF'],
    ['FROM scratch\nONBUILD COPY a| b', 'instruction: ONBUILD COPY a b'],
    ['FROM scr|atch', 'instruction: FROM scratch'],
    ['FROM scratch\nCO|PY a b', 'instruction: COPY a b'],
    ['FROM scratch\nCOPY --chown=1|:1 a b', 'instruction: COPY --chown=1:1 a b'],
    ['FROM scratch\n# com|ment\nRUN x', null],
    ['|', null],
  ])('%j', (source, expected) => expect(at(source)).toBe(expected));
});

describe('stage names', () => {
  test.each([
    ['FROM scratch AS bu|ild', 'stageName: build → 0'],
    ['FROM scratch AS build\nFROM bu|ild', 'stageName: build → 0'],
    ['FROM scratch AS build\nFROM BUILD AS fi|nal', 'stageName: final → 1'],
    ['FROM scratch AS build\nFROM scratch\nCOPY --from=bu|ild a b', 'stageName: --from=build → 0'],
    ['FROM scratch\nFROM scratch\nCOPY --from=|0 a b', 'stageName: --from=0 → 0'],
    ['FROM scratch\nCOPY --from=bu|sybox a b', 'instruction: COPY --from=busybox a b'],
    ['FROM scratch AS later\nCOPY --from=la|ter a b', 'instruction: COPY --from=later a b'],
  ])('%j', (source, expected) => expect(at(source)).toBe(expected));
});

describe('paths of COPY and ADD', () => {
  test.each([
    ['COPY a /b|/', 'copyDestination: /b/ → /b'],
    ['COPY a /b/../c|', 'copyDestination: /b/../c → /c'],
    ['COPY a|.txt /b/', 'copySource: a.txt → /b'],
    ['COPY a|.txt b.txt /c', 'copySource: a.txt → /c/a.txt'],
    ['COPY dir| b.txt /c', 'copySource: dir → /c/dir'],
    ['COPY dir/| b.txt /c', 'copySource: dir/ → unknown'],
    ['COPY *.t|xt b.txt /c', 'copySource: *.txt → unknown'],
    ['COPY . b|.txt /c', 'copySource: b.txt → /c/b.txt'],
    ['COPY |. b.txt /c', 'copySource: . → unknown'],
    ['ADD https://x.y/|z.tar b /c/', 'copySource: https://x.y/z.tar → unknown'],
    ['COPY ["a b|", "/c d/"]', 'copySource: "a b" → /c d'],
    ['COPY --chown=1:1 ["a b", "/c| d/"]', 'copyDestination: "/c d/" → /c d'],
    ['COPY --chown=1:1 a a| /b', 'copySource: a → /b/a'],
    ['COPY a \\\n  # why a b\n  b \\\n  /c|/', 'copyDestination: /c/ → /c'],
    ['COPY a \\\r\n  b| \\\r\n  /c/', 'copySource: b → /c/b'],
    ['COPY <<one <<tw|o /c/\n1\none\n2\ntwo', 'copySource: <<two → /c/two'],
    ['COPY a| C:\\b', 'instruction: COPY a C:\\b'],
    ['COPY a|', 'instruction: COPY a'],
  ])('%j', (line, expected) => expect(at(scratch(line))).toBe(expected));

  test('are cut where a word goes on in the next line', () => {
    expect(at(scratch('COPY a lo\\\nng| /c/'))).toBe('instruction: COPY a lo\\\nng /c/');
  });

  test.each([
    ['WORKDIR /app\nCOPY a b|', 'copyDestination: b → /app/b'],
    ['WORKDIR /app\nWORKDIR src\nCOPY a .|', 'copyDestination: . → /app/src'],
    ['WORKDIR app\nCOPY a ./|', 'copyDestination: ./ → /app'],
    ['ENV HOME_OF=/opt/x\nWORKDIR $HOME_OF\nCOPY a b|', 'copyDestination: b → /opt/x/b'],
    ['ARG V=1\nCOPY a /b/${V}|/', 'copyDestination: /b/${V}/ → /b/1'],
    ['COPY a $UNKNOWN/b|', 'instruction: COPY a $UNKNOWN/b'],
    ['ARG V\nCOPY a /$V|', 'instruction: COPY a /$V'],
    ['COPY a $HOME/b|', 'copyDestination: $HOME/b → /root/b'],
    ['COPY a $LATER/b|\nENV LATER=/x', 'instruction: COPY a $LATER/b'],
  ])('are resolved as far as is certain: %j', (lines, expected) => {
    expect(at(scratch(lines), ['HOME=/root', 'LATER=/x'])).toBe(expected);
  });

  test('begin where the base image stands, when that shows', () => {
    expect(at('FROM base\nCOPY a b|', [], '/srv')).toBe('copyDestination: b → /srv/b');
    expect(at('FROM base\nCOPY a b|\nWORKDIR /other', [], '/other')).toBe('instruction: COPY a b');
    expect(at('FROM base AS x\nWORKDIR /one\nFROM x\nCOPY a b|', [], '/one')).toBe('copyDestination: b → /one/b');
  });
});
