import type { Stats } from 'node:fs';
import { Failure } from '../core/error.ts';

/** @throws Failure when the file was replaced or written to. */
export function checkUnchanged(before: Stats, now: Stats): void {
  const same =
    before.dev === now.dev && before.ino === now.ino && before.size === now.size && before.mtimeMs === now.mtimeMs;
  if (same) return;
  throw new Failure('image', 'the file changed since the image was analysed', 'Analyse the image again.');
}
