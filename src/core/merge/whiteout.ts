/**
 * Names that hide what is below. https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
 * Only a path's last component counts, and the name decides, whatever type or link name the entry has.
 */
export type Whiteout = 'none' | 'whiteout' | 'opaque' | 'aufs' | 'invalid';

export const WHITEOUT_PREFIX = '.wh.';
const META_PREFIX = '.wh..wh.';
const OPAQUE = '.wh..wh..opq';

export function whiteoutOf(path: Uint8Array, start: number, end: number): Whiteout {
  if (!startsWith(path, start, end, WHITEOUT_PREFIX)) return 'none';
  if (startsWith(path, start, end, META_PREFIX)) {
    return end - start === OPAQUE.length && startsWith(path, start, end, OPAQUE) ? 'opaque' : 'aufs';
  }
  const rest = end - start - WHITEOUT_PREFIX.length;
  const dots = rest <= 2 && startsWith(path, start + WHITEOUT_PREFIX.length, end, '..'.slice(0, rest));
  return rest === 0 || dots ? 'invalid' : 'whiteout';
}

/** AUFS keeps hard links in such a directory at the root: nothing in it is a file of the image. */
export function isAufsMetadata(path: Uint8Array, start: number, end: number): boolean {
  return startsWith(path, start, end, META_PREFIX);
}

function startsWith(path: Uint8Array, start: number, end: number, prefix: string): boolean {
  if (end - start < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (path[start + i] !== prefix.charCodeAt(i)) return false;
  return true;
}
