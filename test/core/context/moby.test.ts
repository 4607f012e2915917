import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readIgnoreFile } from '../../../src/core/context/ignoreFile.ts';
import { pathRules } from '../../../src/core/context/ignoreRules.ts';

/** What moby's matcher said of some paths, for ignore files that have every oddity. */
interface Verdict {
  readonly ignoreFile: string;
  readonly ignored?: readonly string[];
  readonly error?: string;
}

const fixture = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/context/${name}`, import.meta.url), 'utf8'));
const verdicts = fixture('dockerignore.json') as readonly Verdict[];
const paths = fixture('dockerignore-paths.json') as readonly string[];

describe('moby’s matcher', () => {
  it.each(verdicts)('agrees on $ignoreFile', ({ ignoreFile, ignored, error }) => {
    const rules = pathRules(readIgnoreFile(ignoreFile));
    if ('refused' in rules) expect(error).toBeDefined();
    else expect(paths.filter((path) => rules.matchesAlone(path))).toEqual(ignored);
  });
});
