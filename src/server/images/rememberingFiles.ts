import type { Files } from './files.ts';

/** The same files, each looked at once: several sources read the same compose files. For as long as one choice takes. */
export function rememberingFiles(files: Files): Files {
  return {
    readFile: remembering((path, maximumBytes) => files.readFile(path, maximumBytes)),
    readDirectory: remembering((path, maximumEntries) => files.readDirectory(path, maximumEntries)),
    stat: remembering((path) => files.stat(path)),
  };
}

function remembering<T>(
  read: (path: string, maximum: number) => Promise<T>,
): (path: string, maximum?: number) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (path, maximum = 0) => {
    const key = `${maximum} ${path}`;
    const reading = known.get(key) ?? read(path, maximum);
    known.set(key, reading);
    return reading;
  };
}
