import { describe, expect, test } from 'vitest';
import { defaultFindingLimits } from '../../../src/core/findings/findings.ts';
import { diagnostics } from '../../../src/server/features/diagnostics.ts';
import { file, whiteout } from '../../support/members.ts';
import { documentOf, everyFinding, sampleDocument, URI } from './fixture.ts';

const kilobytes = (name: string, count: number) => file(name, 'x'.repeat(count * 1000));

const document = documentOf('FROM scratch\r\n  COPY . / \r\nRUN keep\r\nRUN rm a && \\\r\n  rm b\r\nRUN rm c', [
  [kilobytes('a', 3), kilobytes('b', 2), kilobytes('c', 1)],
  [kilobytes('d', 94)],
  [whiteout('a'), whiteout('b')],
  [whiteout('c')],
]);

describe('a diagnostic', () => {
  test('stands on the first line, without its blanks, with the line that hid', () => {
    const [first, second] = diagnostics(document, everyFinding);
    expect(first).toEqual({
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 10 } },
      severity: 2,
      source: 'layerwise',
      code: 'deleted-in-later-layer',
      codeDescription: {
        href: 'https://github.com/layerwise/layerwise/blob/main/docs/rules/deleted-in-later-layer.md',
      },
      message: '2 files (5 kB) are removed in line 4, and shipped all the same: a, b · 5 % of the image',
      relatedInformation: [
        {
          location: { uri: URI, range: { start: { line: 3, character: 0 }, end: { line: 3, character: 13 } } },
          message: '2 files (5 kB) are removed here: a, b',
        },
      ],
    });
    expect(second.message).toBe('1 file (1 kB) is removed in line 6, and shipped all the same: c · 1 % of the image');
  });

  test.each([
    ['bytes reached', { minBytes: 5000 }, 1],
    ['bytes missed', { minBytes: 5001 }, 0],
    ['share reached', { minShare: 0.05 }, 1],
    ['share missed', { minShare: 0.051 }, 0],
    ['bytes reached and share missed', { minBytes: 1, minShare: 0.5 }, 0],
    ['information', { minBytes: 5000, severities: { 'deleted-in-later-layer': 'info' as const } }, 1],
    ['off', { severities: { 'deleted-in-later-layer': 'off' as const } }, 0],
  ])('goes by its limits: %s', (_, limits, count) => {
    const found = diagnostics(document, { ...everyFinding, ...limits });
    expect(found).toHaveLength(count);
    for (const { severity } of found) expect(severity).toBe('severities' in limits ? 3 : 2);
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
  const [{ severity, relatedInformation }] = diagnostics(edited, everyFinding);
  expect(severity).toBe(2);
  expect(relatedInformation?.map(({ message }) => message)).toEqual([
    '1 file (3 kB) is removed here: a. The line changed since the image was built: this is of its former text.',
  ]);
});

test('the sample, at the limits that go without saying', async () => {
  const found = diagnostics(await sampleDocument(), defaultFindingLimits);
  expect(found.map(({ range, message }) => `${range.start.line + 1}: ${message as string}`)).toEqual([
    '28: 4 files (517 kB) are shipped once more in line 37, for mode, owner or attributes alone: srv/status/data/web.csv, srv/status/data/storage.csv, srv/status/data/mail.csv and 1 more · 13 % of the image',
    '32: 8 files (307 kB) are removed in line 36, and shipped all the same: srv/status/docs/screenshots/incident.png, srv/status/test/fixtures/requests.tsv, srv/status/docs/screenshots/overview.png and 5 more · 7.7 % of the image',
    '32: srv/status/.env is an environment file, which may hold secrets: line 36 takes it out of sight, but who has the image can still read it in what line 32 ships',
    '35: 4 files (324 kB) are removed in line 36, and shipped all the same: srv/status/var/cache/web.sorted, srv/status/var/cache/storage.sorted, srv/status/var/cache/mail.sorted and 1 more · 8.2 % of the image',
  ]);
});
