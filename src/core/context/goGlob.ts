import { readClass } from './characterClass.ts';
import { character, noSlash, type Token } from './pathPattern.ts';

/**
 * A glob as Go's `filepath.Match` reads it on Linux: `*` and `?` stop at slashes, `**` is no more than `*`. Null for one
 * that is broken. https://pkg.go.dev/path/filepath#Match
 */
export function globTokens(glob: string): readonly Token[] | null {
  const characters = [...glob];
  const tokens: Token[] = [];
  let at = 0;
  while (at < characters.length) {
    const each = characters[at++];
    if (each === '*') tokens.push({ kind: 'repeated', class: noSlash });
    else if (each === '?') tokens.push(noSlash);
    else if (each === '[') {
      const read = readClass(characters, at, 'glob');
      if (read === null) return null;
      tokens.push(read.class);
      at = read.end;
    } else if (each === '\\') {
      const escaped = characters[at++];
      if (escaped === undefined) return null;
      tokens.push(character(escaped));
    } else tokens.push(character(each));
  }
  return tokens;
}

/** https://github.com/tonistiigi/fsutil/blob/master/copy/copy.go (`containsWildcards`) */
export function hasWildcard(name: string): boolean {
  return /^(?:\\.|[^\\*?[])*[*?[]/s.test(name);
}
