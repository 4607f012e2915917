/** `path` as seen from `directory`, without slashes around it; null when it is relative to what is not known. */
export function joinPath(directory: string | null, path: string): string | null {
  const isAbsolute = path.startsWith('/');
  if (!isAbsolute && directory === null) return null;
  const parts: string[] = isAbsolute ? [] : splitPath(directory ?? '');
  for (const part of splitPath(path)) {
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** The last name of a path; null for one that has none, such as `.` and `/`. */
export function baseName(path: string): string | null {
  const name = splitPath(path).at(-1);
  return name === undefined || name === '..' ? null : name;
}

function splitPath(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
