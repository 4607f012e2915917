/** The part of a pattern before its first component that is one, without slashes around it. */
export function fixedPart(pattern: string): string {
  const components = pattern.split('/').filter((part) => part !== '' && part !== '.');
  const first = components.findIndex((part) => /[*?[]/.test(part));
  return (first === -1 ? components : components.slice(0, first)).join('/');
}

/** Neither path is the other's, or lies below it. */
export function areApart(one: string, other: string): boolean {
  return !isWithin(one, other) && !isWithin(other, one);
}

/** Both without slashes around them; the root is empty. */
export function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/** A path is what a shell's pattern stands for, or lies below it. Sets of characters are not understood: they match nothing. */
export function isMatched(path: string, pattern: string): boolean {
  const names = path.split('/');
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length <= names.length && parts.every((part, index) => isNameMatched(names[index], part));
}

function isNameMatched(name: string, pattern: string): boolean {
  if (/[[\]\\]/.test(pattern)) return false;
  // A name that begins with a dot wants its dot.
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  const source = pattern
    .replace(/[.+^${}()|]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(name);
}
