import { describe, expect, test } from 'vitest';
import { defaultWasteThresholds } from '../../../src/core/annotations/wasteNotes.ts';
import { diagnostics } from '../../../src/server/features/diagnostics.ts';
import { file, whiteout } from '../../support/members.ts';
import { documentOf, everyWaste, sampleDocument, URI } from './fixture.ts';

const kilobytes = (name: string, count: number) => file(name, 'x'.repeat(count * 1000));

const document = documentOf('FROM scratch\r\n  COPY . / \r\nRUN keep\r\nRUN rm a && \\\r\n  rm b\r\nRUN rm c', [
  [kilobytes('a', 3), kilobytes('b', 2), kilobytes('c', 1)],
  [kilobytes('d', 94)],
  [whiteout('a'), whiteout('b')],
  [whiteout('c')],
]);

describe('a diagnostic', () => {
  test('stands on the first line, without its blanks, with the lines that hid', () => {
    expect(diagnostics(document, everyWaste)).toEqual([
      {
        range: { start: { line: 1, character: 2 }, end: { line: 1, character: 10 } },
        severity: 2,
        source: 'layerwise',
        code: 'wasted-files',
        codeDescription: { href: 'https://github.com/layerwise/layerwise/blob/main/docs/rules/wasted-files.md' },
        message: '6 kB of this layer is shipped for nothing: 2 files are removed in line 4, 1 is removed in line 6',
        relatedInformation: [
          {
            location: { uri: URI, range: { start: { line: 3, character: 0 }, end: { line: 3, character: 13 } } },
            message: '2 files are removed here (5 kB): a, b',
          },
          {
            location: { uri: URI, range: { start: { line: 5, character: 0 }, end: { line: 5, character: 8 } } },
            message: '1 file is removed here (1 kB): c',
          },
        ],
      },
    ]);
  });

  test.each([
    ['bytes reached', { minBytes: 6000 }, 1],
    ['bytes missed', { minBytes: 6001 }, 0],
    ['share reached', { minShare: 0.06 }, 1],
    ['share missed', { minShare: 0.061 }, 0],
    ['bytes reached and share missed', { minBytes: 1, minShare: 0.5 }, 0],
    ['information', { severity: 'information' as const }, 1],
  ])('goes by its thresholds: %s', (_, thresholds, count) => {
    const found = diagnostics(document, { ...everyWaste, ...thresholds });
    expect(found).toHaveLength(count);
    for (const { severity } of found) expect(severity).toBe('severity' in thresholds ? 3 : 2);
  });
});

test('a hiding line that was edited is said to be', () => {
  const edited = documentOf(
    'FROM scratch\nCOPY . /\nRUN rm -rf a now\nRUN keep',
    [[kilobytes('a', 3)], [whiteout('a')], []],
    {
      built: 'FROM scratch\nCOPY . /\nRUN rm -rf a\nRUN keep',
    },
  );
  const [{ severity, relatedInformation }] = diagnostics(edited, everyWaste);
  expect(severity).toBe(2);
  expect(relatedInformation?.map(({ message }) => message)).toEqual([
    '1 file is removed here (3 kB): a. The line changed since the image was built: this is of its former text.',
  ]);
});

test('the sample, at the thresholds that go without saying', async () => {
  const found = diagnostics(await sampleDocument(), defaultWasteThresholds);
  expect(found.map(({ range, message }) => `${range.start.line + 1}: ${message as string}`)).toEqual([
    '28: 517 kB of this layer is shipped for nothing: 4 files are shipped again for their mode or owner in line 37',
    '32: 366 kB of this layer is shipped for nothing: 8 files are removed in line 36, 14 are shipped again unchanged in line 33, 10 more elsewhere',
    '35: 355 kB of this layer is shipped for nothing: 4 files are removed in line 36, 4 are shipped again for their mode or owner in line 37',
  ]);
});
