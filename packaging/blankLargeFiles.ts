import { readTarSeeking } from '../src/core/tar/readTarSeeking.ts';

const LARGE = 1_000_000;

/** Puts zeros in the place of large files' contents, within the plain tar that is given, and says whether it had any. */
export async function blankLargeFiles(tar: Buffer): Promise<boolean> {
  const large: { readonly start: number; readonly end: number }[] = [];
  const file = {
    size: tar.length,
    read: (target: Uint8Array, position: number): number =>
      tar.copy(target, 0, position, Math.min(tar.length, position + target.length)),
  };
  await readTarSeeking(file, {
    entry: ({ bodyOffset, bodySize }) => {
      if (bodySize >= LARGE) large.push({ start: bodyOffset, end: bodyOffset + bodySize });
    },
  });
  for (const { start, end } of large) tar.fill(0, start, end);
  return large.length > 0;
}
