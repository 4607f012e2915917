import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { destinations } from './inMemory.ts';

/** What BuildKit's own code copied: test/fixtures/context/verdict runs it. */
interface Verdict {
  readonly files: readonly string[];
  readonly sources: readonly string[];
  readonly destination: string;
  readonly excludes: readonly string[];
  readonly parents: boolean;
  readonly copied: readonly string[];
}

const fixture = new URL('../../fixtures/context/copies.verdict.json', import.meta.url);
const verdicts = JSON.parse(readFileSync(fixture, 'utf8')) as readonly Verdict[];

describe('--exclude and --parents', () => {
  it.each(
    verdicts.map((verdict) => {
      const flags = [...(verdict.parents ? ['--parents'] : []), ...verdict.excludes.map((each) => `--exclude=${each}`)];
      return { ...verdict, line: ['COPY', ...flags, ...verdict.sources, verdict.destination].join(' ') };
    }),
  )('$line', ({ line, files, copied }) => {
    expect(destinations(line, files)).toEqual(copied);
  });
});
