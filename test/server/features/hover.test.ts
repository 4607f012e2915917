import { describe, expect, test } from 'vitest';
import { hoverTarget } from '../../../src/core/annotations/hoverTarget.ts';
import type { AnnotatedDocument } from '../../../src/server/features/annotatedDocument.ts';
import { type HoverOptions, hover } from '../../../src/server/features/hover.ts';
import { file, whiteout } from '../../support/members.ts';
import { documentOf, sampleDocument } from './fixture.ts';
import { type Marked, marked } from './marked.ts';

const PLAIN: HoverOptions = { commandLinks: false, arrived: null };

/** The lines of the Markdown at a place, empty ones left out. */
function linesAt(document: AnnotatedDocument, source: Marked, place: string, options = PLAIN): string[] {
  return lines(document, source.place(place), options);
}

function lines(document: AnnotatedDocument, offset: number, options = PLAIN): string[] {
  const target = hoverTarget(document.dockerfile, offset, document.facts.image.config);
  if (target === null) return [];
  const { contents } = hover(document, target, options);
  return (contents as { readonly value: string }).value.split('\n').filter((line) => line !== '');
}

const ten = (name: string, uid = 0) => file(name, '0123456789', { uid });
const without = (text: readonly string[]): string[] => text.filter((line) => !/digest|^\*\*Shipped as/.test(line));

describe('an instruction', () => {
  const source = marked(`FROM scratch
CO«@copy»PY . /
RUN «@change»change
ENV «@env»A=1
RUN «@rm»rm`);
  const layers = [
    [ten('a'), ten('b'), file('c', 'abc')],
    [ten('a', 7), file('c', 'x'), ten('d')],
    [whiteout('b'), whiteout('d')],
  ];

  test('says what its layer did, and what became of it', () => {
    const document = documentOf(source.text, layers);
    expect(without(linesAt(document, source, 'copy'))).toEqual([
      '**Line 2** · +3 added · 23 B · 23 B wasted',
      '**Wasted, 23 B of 23 B**',
      '- 13 B: 1 file is shipped again for its mode or owner, 1 is overwritten in line 3: `a`, `c`',
      '- 10 B: 1 file is removed in line 5: `b`',
      '**Largest files**',
      '- `a` 10 B',
      '- `b` 10 B',
      '- `c` 3 B',
      '*Mapping: high, history.* In the history BuildKit recorded its text.',
    ]);
    expect(without(linesAt(document, source, 'change'))).toEqual([
      '**Line 3** · +1 added · 2 overwritten · 21 B · 10 B wasted',
      '**Wasted, 10 B of 21 B**',
      '- 10 B: 1 file is removed in line 5: `d`',
      '**Overwrote**',
      '- 2 files of line 2: `a`, `c`',
      '**Largest files**',
      '- `a` 10 B · shipped again for its mode or owner',
      '- `d` 10 B',
      '- `c` 1 B · overwritten',
      '*Mapping: high, history.* In the history BuildKit recorded its text.',
    ]);
    expect(without(linesAt(document, source, 'rm'))).toEqual([
      '**Line 5** · 2 hidden',
      '**Hid**',
      '- 1 file of line 2: `b`',
      '- 1 file of line 3: `d`',
      '*Mapping: high, history.* In the history BuildKit recorded its text.',
    ]);
  });

  test('names its layer by digest and diffID', () => {
    const { image } = documentOf(source.text, layers).facts;
    expect(linesAt(documentOf(source.text, layers), source, 'rm').at(-2)).toBe(
      `- layer 2, 0 B to pull: digest \`${image.layers[2].digest}\`, diffID \`${image.layers[2].diffId}\``,
    );
  });

  test('without a layer says why', () => {
    expect(linesAt(documentOf(source.text, layers), source, 'env')).toEqual([
      '**Line 4** · no layer',
      '*Mapping: high, history.* In the history BuildKit recorded its text, without a layer.',
    ]);
  });

  test('that was edited says so', () => {
    const document = documentOf(source.text.replace('RUN change', 'RUN change it'), layers, { built: source.text });
    expect(linesAt(document, source, 'change')).toContain(
      'The line changed since the image was built: this is of its former text.',
    );
    expect(linesAt(document, source, 'change').at(-1)).toBe(
      '*Mapping: low, history.* Between matched neighbours the history has another instruction: “RUN /bin/sh -c change”.',
    );
  });

  test('links to its step where the client runs commands', () => {
    const [first] = linesAt(documentOf(source.text, layers), source, 'rm', { commandLinks: true, arrived: null });
    expect(first).toMatch(
      /^\*\*Line 5\*\* · 2 hidden · \[Show in the tree\]\(command:layerwise\.showStep\?[\w%.-]+\)$/,
    );
  });

  test('of a base image names few of its layers', () => {
    const base = `FROM x${'\nRUN x'.repeat(5)}`;
    const document = documentOf('FROM base\nRUN y', [...Array.from({ length: 5 }, (_, at) => [ten(`f${at}`)]), []], {
      base,
    });
    expect(
      lines(document, 0)
        .slice(-4, -1)
        .map((line) => line.slice(0, 9)),
    ).toEqual(['- layer 1', '- layer 2', '- and 2 l']);
  });
});

describe('a path of COPY or ADD', () => {
  const source = marked('FROM scratch\nWORKDIR /srv\nCOPY «@source»a b/ «@to»./');
  const document = documentOf(source.text, [[], [ten('srv/a'), ten('srv/c')]]);
  const arrived = {
    files: 12,
    bytes: 120,
    rows: [
      { path: 'srv/a', bytes: 10, change: 'added' },
      { path: 'srv/c', bytes: 10, change: 'metadata' },
    ],
  } as const;

  test('says what arrived there', () => {
    expect(linesAt(document, source, 'to', { commandLinks: false, arrived })).toEqual([
      '**To** `/srv`',
      '**12 files arrived · 120 B**',
      '- `srv/a` 10 B',
      '- `srv/c` 10 B · shipped again for its mode or owner',
      '- and 10 more',
    ]);
  });

  test('says where a source went, as far as is certain', () => {
    expect(linesAt(document, source, 'source')).toEqual(['**From** `a`, as a file to `/srv/a`']);
    expect(lines(document, source.text.indexOf('b/'))).toEqual([
      '**From** `b/` to `/srv`, among the files of the other sources',
    ]);
  });

  test('says when nothing arrived, and when there is no layer', () => {
    const none = { files: 0, bytes: 0, rows: [] };
    expect(linesAt(document, source, 'to', { commandLinks: false, arrived: none })).toEqual([
      '**To** `/srv`',
      'Nothing of this layer is there.',
    ]);
    const other = documentOf('FROM scratch\nRUN x\nCOPY new /to/', [[]], { built: 'FROM scratch\nRUN x' });
    expect(lines(other, other.dockerfile.text.indexOf('/to'))).toEqual([
      '**To** `/to`',
      'The image has no layer of this line.',
    ]);
  });
});

describe('a stage name', () => {
  const source = marked(`FROM scratch AS «@build»build
RUN make
FROM scratch AS «@test»test
COPY --from=build /out /
FROM scratch AS «@base»base
COPY a /
FROM base
COPY --from=«@taken»build /out /`);
  const document = documentOf(source.text, [[ten('a')], [ten('out')]], {
    built: 'FROM scratch\nCOPY a /\nCOPY /out /',
  });

  test.each([
    [
      'build',
      [
        '**Stage** `build`: ships nothing itself',
        '**Taken from it**',
        '- line 8 `COPY --from=build /out /`: +1 added · 10 B',
        '**Taken by stages that are not in the image**',
        '- line 4 `COPY --from=build /out /`',
      ],
    ],
    ['test', ['**Stage** `test`: ships nothing itself', 'No line of the image takes anything from it.']],
    ['base', ['**Stage** `base`: below the image · +1 added · 10 B', '**Stages that go on from it**', '- `3`']],
  ])('%s', (place, expected) => expect(linesAt(document, source, place)).toEqual(expected));

  test('means the same wherever it stands', () => {
    expect(linesAt(document, source, 'taken')).toEqual(linesAt(document, source, 'build'));
  });
});

test('the sample: line 28 unpacked what line 37 shipped again', async () => {
  const document = await sampleDocument();
  const text = lines(document, document.dockerfile.text.indexOf('RUN mkdir'));
  expect(without(text)).toEqual([
    '**Line 28** · +4 added · 517 kB · 517 kB wasted',
    '**Wasted, 517 kB of 517 kB**',
    '- 517 kB: 4 files are shipped again for their mode or owner in line 37: `srv/status/data/web.csv`, `srv/status/data/storage.csv`, `srv/status/data/mail.csv` and 1 more',
    '**Largest files**',
    '- `srv/status/data/web.csv` 130 kB',
    '- `srv/status/data/storage.csv` 130 kB',
    '- `srv/status/data/mail.csv` 129 kB',
    '- `srv/status/data/api.csv` 128 kB',
    "*Mapping: exact, provenance.* BuildKit's provenance says that it made layer 4.",
  ]);
});
