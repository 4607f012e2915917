import { bytesText } from '../words/bytesText.ts';
import { countText, plural } from '../words/countText.ts';
import { cutMiddle } from '../words/cutMiddle.ts';
import { showControls } from '../words/showControls.ts';
import type { SeenPath, Sighting } from './sighting.ts';

const PATHS = 3;
const LONGEST_PATH = 80;

/** `3 files (517 kB)`. */
export function filesText({ files, bytes }: Pick<Sighting, 'files' | 'bytes'>): string {
  return `${plural(files, 'file')} (${bytesText(bytes)})`;
}

/** `a, b, c and 4 more`, of all files. */
export function pathsText({ paths, files }: Pick<Sighting, 'paths' | 'files'>): string {
  return listText(paths, files - Math.min(PATHS, paths.length));
}

/** `var/cache/apt, var/lib/apt/lists`: where they are. */
export function placesText({ places }: Pick<Sighting, 'places'>): string {
  return listText(places, Math.max(0, places.length - PATHS));
}

function listText(paths: readonly SeenPath[], rest: number): string {
  const shown = paths.slice(0, PATHS).map(({ path }) => showControls(cutMiddle(path, LONGEST_PATH)));
  return rest > 0 ? `${shown.join(', ')} and ${countText(rest)} more` : shown.join(', ');
}

/** `is` or `are`. */
export function are(files: number): string {
  return files === 1 ? 'is' : 'are';
}
