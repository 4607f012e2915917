import { describe, expect, test } from 'vitest';
import { codeLenses } from '../../../src/server/features/codeLenses.ts';
import { build, buildkit, imageOf } from '../../core/mapping/record.ts';
import { dir, file, type LayerMember, whiteout } from '../../support/members.ts';
import { check, documentOf, expectShown, NOW, SAMPLE, sampleDocument, shownAt } from './fixture.ts';
import { marked } from './marked.ts';

const ten = (name: string): LayerMember => file(name, '0123456789');
const chowned = (name: string): LayerMember => file(name, '0123456789', { uid: 7 });

/** The lenses of the whole image. */
const top = (document: Parameters<typeof codeLenses>[0]): string[] =>
  codeLenses(document, { now: NOW }).flatMap(({ command }) =>
    command?.command === 'layerwise.showImage' ? [command.title] : [],
  );

describe('what stands at each line', () => {
  test('files added, overwritten and hidden, sizes and waste', () => {
    check(
      `FROM scratch
COPY a b c d / «lens: +4 added · 40 B · 40 B wasted» «hint: 40 B» «warning: 2 files (20 B) are removed in line 5, and shipped all the same: c, d · 39.2 % of the image» «warning: 1 file (10 B) is overwritten in line 4, and shipped all the same: b · 19.6 % of the image» «warning: 1 file (10 B) is shipped once more in line 3, for mode, owner or attributes alone: a · 19.6 % of the image»
RUN chown 7 a «lens: 1 overwritten · 10 B» «hint: 10 B»
RUN echo > b «lens: 1 overwritten · 1 B» «hint: 1 B»
RUN rm c d «lens: 2 hidden»
ENV X=1
CMD ["a"]`,
      [[ten('a'), ten('b'), ten('c'), ten('d')], [chowned('a')], [file('b', 'x')], [whiteout('c'), whiteout('d')]],
    );
  });

  test('a layer that ships the same again', () => {
    check(
      `FROM scratch
COPY a / «lens: +1 added · 10 B · 10 B wasted» «warning: 1 file (10 B) is shipped once more in line 3, quite unchanged: a · 33.3 % of the image»
COPY . / «lens: +1 added · 1 overwritten · 20 B»`,
      [[ten('a')], [ten('a'), ten('b')]],
    );
  });

  test('a layer without files', () => {
    check('FROM scratch\nWORKDIR /app «lens: no files changed»', [[dir('app')]]);
  });

  test('files hidden in their own layer', () => {
    check(
      `FROM scratch
RUN twice «lens: +1 added · 13 B · 10 B wasted» «warning: 1 file (10 B) is overwritten by the line itself, and shipped all the same: a · 76.9 % of the image»`,
      [[ten('a'), file('a', 'new')]],
    );
  });

  test('a base image, whose waste is not told unless asked', () => {
    const source = `FROM base «lens: ? base image · 2 layers · 20 B · 10 B wasted · a guess» «hint: ? 20 B»
RUN rm a «lens: 1 hidden»`;
    const { document } = check(source, [[ten('a')], [ten('b')], [whiteout('a')]], { base: 'FROM x\nRUN a\nRUN b' });
    expect(shownAt(document).filter((line) => /warning|information/.test(line))).toEqual([]);
    const all = shownAt(document, { minBytes: 0, minShare: 0, includeBase: true, severities: {} });
    expect(all.at(-1)).toBe(
      '0 information: 1 file (10 B) is removed in line 2, and shipped all the same: a · 50 % of the image. Which layer the line made is a guess.',
    );
  });

  test('stages: the target, what it is built from, and others', () => {
    check(
      `FROM scratch AS build
RUN make
FROM scratch AS base
COPY a / «lens: +1 added · 10 B»
FROM base AS final
COPY --from=build /out / «lens: +1 added · 10 B»
FROM scratch AS later
COPY z /`,
      [[ten('a')], [ten('out')]],
      { target: 'final', built: 'FROM scratch\nCOPY a /\nCOPY /out /' },
    );
  });

  test('a line that was edited, and one that was added', () => {
    const { document } = check(
      `FROM scratch
COPY a /
RUN make --fast --quiet all «lens: ~ +1 added · 10 B · line changed since the build» «hint: ~ 10 B»
RUN something else entirely «lens: ~ not in the image: added or changed since the build»
COPY b / «lens: +1 added · 10 B» «hint: 10 B»`.replace('COPY a /', 'COPY a / «lens: +1 added · 10 B» «hint: 10 B»'),
      [[ten('a')], [ten('made')], [ten('b')]],
      { built: 'FROM scratch\nCOPY a /\nRUN make --fast all\nCOPY b /' },
    );
    expect(top(document)).toEqual(['test · 30 B in 3 layers · 100 % efficient · ~ 2 lines changed since the build']);
  });

  test('waste of a line that was edited is information only', () => {
    check(
      `FROM scratch
RUN make --fast --quiet all «lens: ~ +1 added · 10 B · 10 B wasted · line changed since the build» «information: 1 file (10 B) is removed in line 3, and shipped all the same: made · 100 % of the image. The line changed since the image was built: this is of its former text.»
RUN rm made «lens: 1 hidden»`,
      [[ten('made')], [whiteout('made')]],
      { built: 'FROM scratch\nRUN make --fast all\nRUN rm made' },
    );
  });

  test('a layer that only its place tells', () => {
    const image = imageOf([], 1);
    const { document } = check(
      'FROM scratch\nCOPY a / «lens: ? +1 added · 10 B · a guess» «hint: ? 10 B»',
      [[ten('a')]],
      { image },
    );
    expect(top(document)).toEqual(['test · 10 B in 1 layer · 100 % efficient · ? 1 line guessed']);
  });

  test('a layer that no line made, and what it hides', () => {
    const { document } = check(
      `FROM scratch
COPY a / «lens: +1 added · 10 B · 10 B wasted» «warning: 1 file (10 B) is removed in layer 1, which no line made, and shipped all the same: a · 33.3 % of the image»
COPY b / «lens: +1 added · 10 B»`,
      [[ten('a')], [whiteout('a'), ten('c')], [ten('b')]],
      { built: 'FROM scratch\nCOPY a /\nRUN rm a && make c\nCOPY b /' },
    );
    expect(top(document)).toEqual([
      'test · 30 B in 3 layers · 10 B wasted · 66.7 % efficient',
      '1 layer that no line of this Dockerfile made · 10 B',
    ]);
  });

  test('several lines in one layer: its figures stand at the last', () => {
    const squash = { createdBy: '', comment: 'merge sha256:aa to sha256:bb', emptyLayer: false };
    const lines = build('FROM scratch\nCOPY a /\nCOPY b /', buildkit).image.history;
    const history = [...lines.map((entry) => ({ ...entry, emptyLayer: true })), squash];
    const text = `FROM scratch
COPY a / «lens: one layer with line 3»
COPY b / «lens: +2 added · 20 B» «hint: 20 B»`;
    check(text, [[ten('a'), ten('b')]], { image: imageOf(history), built: 'FROM scratch\nCOPY a /' });
  });

  test('JSON form, heredocs, ONBUILD, line endings of Windows', () => {
    const source = `FROM scratch
COPY ["a b", "/"] «lens: +1 added · 10 B» «hint: 10 B»
RUN <<EOF «lens: +1 added · 10 B» «hint: 10 B»
make
EOF
ONBUILD RUN nothing
RUN x \\ «lens: +1 added · 10 B» «hint: 10 B»
  && y`;
    const plain = source.replaceAll(/[ \t]*«[^»]*»/g, '');
    const layers = [[ten('a b')], [ten('made')], [ten('x')]];
    check(source, layers, { built: plain.replace('ONBUILD RUN nothing\n', '') });
    check(source.replaceAll('\n', '\r\n'), layers, { built: plain.replace('ONBUILD RUN nothing\n', '') });
  });

  test.each(['', '\n\n', 'BOGUS\nRUN', 'FROM', '# only a comment', 'FROM a b c d', 'RUN <<EOF\nnever ends'])(
    'a Dockerfile that is none: %j',
    (text) => {
      const document = documentOf(text, [[ten('a')]], { built: 'FROM scratch\nCOPY a /' });
      const [first] = codeLenses(document, { now: NOW });
      expect(first.range.start).toEqual({ line: 0, character: 0 });
      expect(first.command?.title).toMatch(/^test · 10 B in 1 layer · 100 % efficient/);
      expect(shownAt(document).filter((line) => line.includes('warning'))).toEqual([]);
    },
  );

  test('an image without layers', () => {
    const document = documentOf('FROM scratch', []);
    expect(top(document)).toEqual(['test · 0 B in 0 layers · 100 % efficient']);
    expect(shownAt(document)).toEqual([]);
  });
});

describe('the sample', () => {
  const shown = new Map([
    [16, 'base image · 1 layer · 1.98 MB · 101 B wasted'],
    [22, '2 overwritten · 167 B'],
    [24, 'no files changed'],
    [27, '+1 added · 73.7 kB · 73.7 kB wasted'],
    [28, '+4 added · 517 kB · 517 kB wasted'],
    [29, '1 hidden'],
    [31, '+2 added · 575 B · 421 B wasted'],
    [32, '+32 added · 366 kB · 366 kB wasted'],
    [33, '+3 added · 17 overwritten · 56.6 kB · 56.6 kB wasted'],
    [34, '2 overwritten · 2.52 kB · 2.1 kB wasted'],
    [35, '+8 added · 355 kB · 355 kB wasted'],
    [36, '12 hidden'],
    [37, '35 overwritten · 609 kB'],
  ]);
  const withLenses = SAMPLE.split('\n').map((line, index) => {
    const title = shown.get(index + 1);
    return title === undefined ? line : `${line} «lens: ${title}»`;
  });

  test('has at its lines what the command line says', async () => {
    const document = await sampleDocument();
    expectShown(marked(withLenses.join('\n')), document);
    expect(top(document)).toEqual([
      'status-page:1.4.0 · 3.96 MB in 13 layers · 1.37 MB wasted · 65.4 % efficient · dated 2026-01-01',
    ]);
  });

  test('opens each step in the tree', async () => {
    const document = await sampleDocument();
    for (const { range, command } of codeLenses(document, { now: NOW }).slice(1)) {
      const [argument] = command?.arguments as [{ uri: string; step: number }];
      expect(argument.uri).toBe(document.uri);
      expect(document.dockerfile.steps[argument.step].startLine).toBe(range.start.line + 1);
    }
  });
});
