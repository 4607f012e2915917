import { describe, expect, test } from 'vitest';
import { ageText } from '../../../src/core/words/ageText.ts';
import { cutMiddle } from '../../../src/core/words/cutMiddle.ts';

const now = Date.UTC(2026, 5, 15, 12, 30);

describe('age', () => {
  test.each([
    ['2026-06-15T12:29:50.5Z', 'built just now'],
    ['2026-06-15T12:29:00Z', 'built 1 minute ago'],
    ['2026-06-15T09:00:00.123456789Z', 'built 3 hours ago'],
    ['2026-06-14T10:00:00Z', 'built 1 day ago'],
    ['2026-05-01T10:00:00Z', 'built 45 days ago'],
    ['2025-12-01T10:00:00Z', 'built 6 months ago'],
    ['2020-01-01T10:00:00Z', 'built 6 years ago'],
    ['1970-01-01T00:00:00Z', 'dated 1970-01-01'],
    ['1970-01-01T00:00:01Z', 'dated 1970-01-01'],
    ['1980-01-01T00:00:01Z', 'dated 1980-01-01'],
    ['2026-06-15T00:00:00Z', 'dated 2026-06-15'],
    ['2031-01-01T10:00:00Z', 'dated 2031-01-01'],
    ['0001-01-01T00:00:00Z', 'dated 0001-01-01'],
    ['soon', null],
    [undefined, null],
  ])('%s: %s', (created, text) => expect(ageText(created, now)).toBe(text));
});

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'lo…er'],
  ['longer', 4, 'l…er'],
  ['longer', 1, '…'],
  ['😀😀😀', 5, '😀…😀'],
  ['😀😀😀', 4, '…😀'],
])('%s in %i characters: %s', (text, most, cut) => expect(cutMiddle(text, most)).toBe(cut));
