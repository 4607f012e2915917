import picomatch from 'picomatch';
import { MAX_PATH } from '../merge/paths.ts';

/** @param path Without a leading slash; asked for only where it is needed. */
export type NameMatcher = (name: string, path: () => string) => boolean;

/**
 * What someone types to find a name. Plain text is a part of it; with `*`, `?`, `[…]` or `{…}` it is a glob of all of it,
 * in which `*` also takes a leading dot. With a `/` it is matched with the whole path from the root. Upper and lower case
 * are one.
 */
export function namePattern(text: string): NameMatcher {
  // No path is longer, and a glob has few characters that match nothing.
  if (text.length > MAX_PATH) return () => false;
  const wholePath = text.includes('/');
  if (/[*?]|\[.*\]|\{.*\}/.test(text)) {
    const matches = glob(text.startsWith('/') ? text.slice(1) : text);
    return wholePath ? (_, path) => matches(path()) : (name) => matches(name);
  }
  const matches = part(text);
  return wholePath ? (_, path) => matches(`/${path()}`) : (name) => matches(name);
}

function part(text: string): (name: string) => boolean {
  const lowered = text.toLowerCase();
  return (name) => name.toLowerCase().includes(lowered);
}

function glob(text: string): (name: string) => boolean {
  const options = { dot: true, nocase: true, nonegate: true, noextglob: true, posix: true, windows: false };
  const regex = picomatch.makeRe(text, options);
  return (name) => regex.test(name);
}
