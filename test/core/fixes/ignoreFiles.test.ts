import { describe, expect, it } from 'vitest';
import { answers, type FoundAt, inputOf } from './fixed.ts';

const git: FoundAt = { rule: 'version-control-files', kind: 'git', written: 2, places: ['app/.git'] };
const ignored = (lines: string, found: FoundAt = git) =>
  answers(inputOf(`FROM x\n${lines}`, [found])).map(({ title, edits, files }) => [title, edits.length, files]);
const adds = (...lines: string[]) => [
  `Add ${lines.length === 1 ? lines[0] : `${lines[0]} and ${lines.length - 1} more`} to .dockerignore (saves ${lines.length}00 kB)`,
  0,
  [{ name: '.dockerignore', lines }],
];

describe('what nobody wants is left out of the build context', () => {
  it.each<[string, string, FoundAt, string[]]>([
    ['a folder', 'COPY . /app', git, ['.git']],
    ['relative to the folder', 'COPY ./ .\n', { ...git, places: ['app/.git'] }, []],
    ['below the source', 'COPY ./src/ /app/\nRUN make', git, ['src/.git']],
    [
      'files',
      'ADD . /app',
      { rule: 'secrets-in-layer', kind: 'env-file', written: 2, paths: ['app/.env', 'app/b/.env'] },
      ['.env', 'b/.env'],
    ],
    ['what a RUN removes later', 'COPY . /app\nRUN rm -rf /app/.git', git, ['.git']],
  ])('%s', (_, lines, found, expected) => {
    expect(ignored(lines, found)).toEqual(expected.length === 0 ? [] : [adds(...expected)]);
  });

  it('with all that is saved elsewhere', () => {
    const input = inputOf('FROM x\nCOPY . /app\nCOPY . /b', [git, { ...git, written: 3, places: ['b/.git'] }]);
    expect(answers(input).map(({ title }) => title)).toEqual(Array(2).fill('Add .git to .dockerignore (saves 200 kB)'));
  });

  it.each<[string, string, FoundAt]>([
    ['a RUN works with it', 'COPY . /app\nRUN git describe', git],
    ['a COPY names it', 'COPY . /app\nCOPY .git/HEAD /h', git],
    ['it comes from a stage', 'COPY --from=y . /app', git],
    ['it was named itself', 'COPY .git /app/.git', git],
    ['there are several sources', 'COPY a b /app', git],
    ['a RUN would fail without it', 'COPY . /app\nRUN rm -r /app/.git', git],
    ['there are more files than were told', 'COPY . /app', { ...git, places: [], paths: ['app/.git/a'], files: 2 }],
    ['it would be a pattern', 'COPY . /app', { ...git, places: ['app/a*/.git'] }],
    ['it is about something else', 'COPY . /app', { ...git, rule: 'duplicate-content' }],
  ])('not when %s', (_, lines, found) => {
    expect(ignored(lines, found)).toEqual([]);
  });
});
