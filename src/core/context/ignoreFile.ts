import { cleanPath } from './cleanPath.ts';

/**
 * The patterns of an ignore file, as the builder reads it: comments only where a line begins, blanks around a pattern and
 * a slash before it count for nothing.
 * https://github.com/moby/patternmatcher/blob/main/ignorefile/ignorefile.go
 */
export function readIgnoreFile(text: string): readonly string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => normalPattern(line.trim()) ?? []);
}

function normalPattern(line: string): string | null {
  if (line === '') return null;
  const isException = line.startsWith('!');
  const pattern = isException ? line.slice(1).trim() : line;
  if (pattern === '') return '!';
  const clean = cleanPath(pattern);
  return `${isException ? '!' : ''}${clean.length > 1 && clean.startsWith('/') ? clean.slice(1) : clean}`;
}
