/** The shortest path that means the same, as Go's `filepath.Clean` finds it on Linux; `.` for nothing. */
export function cleanPath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push(part);
  }
  const joined = parts.join('/');
  return isAbsolute ? `/${joined}` : joined === '' ? '.' : joined;
}

/** From the root of something, without slashes around it; empty for the root itself. `..` leads no higher. */
export function rootedPath(path: string): string {
  return cleanPath(`/${path}`).slice(1);
}
