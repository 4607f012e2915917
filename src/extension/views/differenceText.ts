import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';

/** Bytes that differ, by what happened to them. */
export interface DifferentBytes {
  readonly addedBytes: number;
  readonly removedBytes: number;
  readonly changedBytes: number;
}

/** `+12.3 kB ~1.2 kB −4 kB`; empty where no bytes differ. */
export function signedBytes({ addedBytes, removedBytes, changedBytes }: DifferentBytes): string {
  const parts = [
    addedBytes > 0 ? `+${bytesText(addedBytes)}` : '',
    changedBytes > 0 ? `~${bytesText(changedBytes)}` : '',
    removedBytes > 0 ? `−${bytesText(removedBytes)}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Paths that differ, by what happened to them. */
export interface DifferentPaths {
  readonly added: number;
  readonly removed: number;
  readonly modified: number;
  readonly metadata: number;
}

/** `+3 ~2 −1`. */
export function signedCounts({ added, removed, modified, metadata }: DifferentPaths): string {
  const changed = modified + metadata;
  const parts = [
    added > 0 ? `+${countText(added)}` : '',
    changed > 0 ? `~${countText(changed)}` : '',
    removed > 0 ? `−${countText(removed)}` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
