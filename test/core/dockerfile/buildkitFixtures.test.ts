import { describe, expect, it } from 'vitest';
import { fixtures } from './fixtures.ts';
import { testReadings } from './readAlike.ts';

describe('BuildKit and we read alike', () => {
  it('has all the fixtures', () => expect(fixtures.length).toBe(43));

  testReadings(fixtures, {
    errorLines: {
      '15_dir_dup.Dockerfile': 2,
      '25_inline_hash.Dockerfile': 3,
      '45_heredoc_unterminated.Dockerfile': 2,
    },
    laterProblems: ['35_odd.Dockerfile:6 unknown instruction: UNKNOWN'],
  });
});
