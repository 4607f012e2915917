/** A function of the folder that a path is in, worked out once for paths of one folder that follow each other, as in a listing. */
export function byFolder<T>(of: (folder: string) => T): (path: string) => T {
  let last: { readonly folder: string; readonly value: T } | null = null;
  return (path) => {
    const end = Math.max(0, path.lastIndexOf('/'));
    if (last?.folder.length !== end || !path.startsWith(last.folder)) {
      const folder = path.slice(0, end);
      last = { folder, value: of(folder) };
    }
    return last.value;
  };
}
