import { expect, it } from 'vitest';
import { copyInstructions } from '../../../src/core/context/copyInstruction.ts';
import { forecastCopies } from '../../../src/core/context/forecast.ts';
import { leaveOut } from '../../../src/core/context/leaveOut.ts';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import { listed } from './inMemory.ts';

/** What the first line of a Dockerfile is offered. */
function offered(lines: string, paths: readonly string[]): readonly string[] | null {
  const dockerfile = parseDockerfile(`FROM debian\n${lines}\n`);
  const copies = copyInstructions(dockerfile);
  const [{ concerns }] = forecastCopies(copies, { entries: listed(paths) }, { largeFileBytes: 100 });
  return leaveOut(concerns, copies, dockerfile)?.lines ?? null;
}

it.each<[string, string[], string[] | null]>([
  ['COPY . /', ['.git/config', 'x'], ['.git']],
  ['COPY . /', ['.env', 'a/.npmrc'], ['.env', 'a/.npmrc']],
  ['COPY . /', ['a/node_modules/p', 'b/node_modules/p'], ['**/node_modules']],
  ['COPY * /', ['.env', 'x'], ['.env']],
  ['COPY . /', ['x'], null],
  // The build would miss what an instruction names.
  ['COPY .env /', ['.env'], null],
  ['COPY .env* /', ['.env'], null],
  ['COPY . /\nCOPY .env /conf/', ['.env', '.npmrc'], ['.npmrc']],
  ['COPY . /\nCOPY web/node_modules/lib /lib', ['web/node_modules/lib/x', 'node_modules/y'], null],
  ['COPY . /\nCOPY .git/HEAD /x', ['.git/HEAD'], null],
  ['COPY . /\nRUN git describe > /version', ['.git/HEAD'], null],
  ['COPY . /\nRUN apk add legit .git-tools', ['.git/HEAD'], ['.git']],
  ['COPY . /', Array.from({ length: 51 }, (_, at) => `k${at}/.env`), null],
])('%j with %j: %j', (lines, paths, wanted) => {
  expect(offered(lines, paths)).toEqual(wanted);
});

it('says what it leaves out', () => {
  const copies = copyInstructions(parseDockerfile('FROM debian\nCOPY . /\n'));
  const [{ concerns }] = forecastCopies(copies, { entries: listed(['.env', 'a/.env', 'b/.env'], 100) });
  const found = leaveOut(concerns, copies, parseDockerfile('FROM debian\n'));
  expect(found?.title('.dockerignore')).toBe('Add .env and 2 more to .dockerignore (leaves out 3 files, 300 B)');
});
