import type { Dockerfile } from '../dockerfile/types.ts';
import { bytesText } from '../words/bytesText.ts';
import { plural } from '../words/countText.ts';
import type { Concern } from './concerns.ts';
import type { CopyInstruction } from './copyInstruction.ts';
import { concernEntry } from './forecastText.ts';
import { globTokens } from './goGlob.ts';
import { matchesTokens } from './pathPattern.ts';
import { namedPaths } from './wantedPaths.ts';

/** Lines for the end of an ignore file. */
export interface LeaveOut {
  /** A sentence without a full stop, behind which the file is named. */
  readonly title: (file: string) => string;
  readonly lines: readonly string[];
}

/** So many lines at once: with more of a kind, a pattern is better, which nobody can guess. */
const MOST = 50;

/**
 * What leaves things out that had better stay out; null where there are none that no instruction asks for. What one names
 * would be missed by the build, and so would a repository's history by a RUN that works with it.
 */
export function leaveOut(
  concerns: readonly Concern[],
  copies: readonly CopyInstruction[],
  dockerfile: Dockerfile,
): LeaveOut | null {
  const named = namedPaths(copies).map((path) => path.split('/'));
  const free = concerns.filter((concern) => {
    if (concern.kind === 'git' && worksWithHistory(dockerfile)) return false;
    return !named.some((parts) => isNamed(concern, parts));
  });
  const lines = [...new Set(free.map(concernEntry))];
  if (lines.length === 0 || lines.length > MOST) return null;
  const files = free.reduce((sum, concern) => sum + concern.files, 0);
  const bytes = free.reduce((sum, concern) => sum + concern.bytes, 0);
  const what = lines.length === 1 ? lines[0] : `${lines[0]} and ${lines.length - 1} more`;
  return {
    lines,
    title: (file) => `Add ${what} to ${file} (leaves out ${plural(files, 'file')}, ${bytesText(bytes)})`,
  };
}

/** It, or something in it. `COPY * /` names nothing. */
function isNamed({ kind, path }: Concern, named: readonly string[]): boolean {
  const parts = path.split('/');
  // The line of an ignore file is for folders of that name anywhere.
  if (kind === 'modules' && named.includes(parts[parts.length - 1])) return true;
  if (named.length < parts.length) return false;
  const own = named.slice(0, parts.length);
  return own.at(-1) !== '*' && parts.every((part, at) => fits(own[at], part));
}

function fits(glob: string, name: string): boolean {
  if (glob === name) return true;
  const tokens = globTokens(glob);
  return tokens !== null && matchesTokens(tokens, name);
}

function worksWithHistory({ steps, text }: Dockerfile): boolean {
  return steps.some(
    ({ instruction, startOffset, endOffset }) =>
      instruction === 'RUN' && /(?:^|[^\w.-])(?:git|hg|svn)(?:$|[^\w.-])/.test(text.slice(startOffset, endOffset)),
  );
}
