import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { fileRange } from './byteRange.ts';
import type { Medium } from './imageFile.ts';
import { rangeFile } from './rangeFile.ts';

/**
 * The only names that are looked for in a directory. The digits come from checked digests; still, no name that an image
 * could have made up gets from here to the file system.
 */
const NAME = /^(?:index\.json|manifest\.json|oci-layout|blobs\/(?:sha256\/[0-9a-f]{64}|sha512\/[0-9a-f]{128}))$/;

/** An OCI layout as a directory. https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
export function openLayoutDirectory(directory: string): Medium {
  return {
    kind: 'directory',
    isReadAlready: false,
    broken: null,
    find: async (name) => {
      if (!NAME.test(name)) return { absent: 'a layout has no file of that name' };
      const path = join(directory, name);
      const found = await sizeOf(path);
      if (typeof found !== 'number') return found;
      return rangeFile(found, (use) => withFile(path, (file) => use(fileRange(file, 0, found))));
    },
    close: () => Promise.resolve(),
  };
}

async function sizeOf(path: string): Promise<number | { readonly absent: string }> {
  try {
    return await withFile(path, async (file) => {
      const stat = await file.stat();
      return stat.isFile() ? stat.size : { absent: 'it is not a regular file' };
    });
  } catch (error) {
    return {
      absent:
        error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : String(error),
    };
  }
}

/** Without waiting, should it be a pipe. Symlinks are followed: build tools link blobs in from their caches. */
async function withFile<T>(path: string, use: (file: FileHandle) => T | Promise<T>): Promise<T> {
  const file = await open(path, constants.O_RDONLY | (NON_BLOCKING.O_NONBLOCK ?? 0));
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** Windows has no such flag, and no such pipes. */
const NON_BLOCKING: { readonly O_NONBLOCK?: number } = constants;
