import type { HistoryEntry } from '../image/types.ts';
import { makesFiles } from './history/keywords.ts';
import type { RecordedEntry } from './history/readHistory.ts';
import { isBuildah } from './history/shell.ts';

/**
 * Where buildah says that the build began: its first entry names the image it started from. (With `--layers` old ones
 * name an id in each entry; without layers the only comment stands in the last entry, and then nothing is known.)
 *
 * @param first the first entry that the Dockerfile accounts for
 */
export function startOfBuildah(
  history: readonly HistoryEntry[],
  entries: readonly RecordedEntry[],
  first: number,
): number | null {
  const marked = history.findLastIndex(
    ({ comment }, index) => isBuildah(comment) && !(isId(comment) && isBuildah(history[index - 1]?.comment ?? '')),
  );
  const made = entries.slice(marked, first + 1);
  const buildah = made.every(({ recorded }) => recorded.kind === 'instruction' && recorded.builder === 'buildah');
  return marked < 0 || marked > first || !buildah ? null : marked;
}

/** Longer than any single instruction runs, so that it can only lie between two builds. */
const PAUSE_MILLISECONDS = 12 * 60 * 60 * 1000;

/**
 * Where the last build began, by the times of creation: behind the last long pause at or before `first`. Between a pause
 * and the first entry that the Dockerfile accounts for stand the base's ONBUILD triggers, or lines that are gone.
 *
 * @param first the first entry that the Dockerfile accounts for
 */
export function startByTime(history: readonly HistoryEntry[], first: number): number | null {
  const made = (column: number): number => Date.parse(history.at(column)?.created ?? '');
  for (let column = Math.min(first, history.length - 1); column > 0; column--) {
    if (made(column) - made(column - 1) >= PAUSE_MILLISECONDS) return column;
  }
  return null;
}

function isId(comment: string): boolean {
  return /^FROM [0-9a-f]{12}$/.test(comment);
}

/** An image ends with CMD or ENTRYPOINT, or no Dockerfile made it: behind such an entry a build may begin. */
export function mayEndBase({ recorded }: RecordedEntry): boolean {
  if (recorded.kind !== 'instruction') return recorded.kind === 'foreign';
  return recorded.instruction === 'CMD' || recorded.instruction === 'ENTRYPOINT';
}

/** What shows that a build began at `column`, for people; null when nothing does. */
export function markBefore(entries: readonly RecordedEntry[], column: number): string | null {
  // An entry without a layer makes no difference to whose the layers are.
  const last = entries.slice(0, column).findLast((entry) => mayEndBase(entry) || entry.layer !== null);
  if (last !== undefined && mayEndBase(last)) return `the base's history ends with ${nameOf(last)}`;
  const below = entries.slice(0, column).at(-1)?.recorded;
  const above = entries.at(column)?.recorded;
  if (below?.kind !== 'instruction' || above?.kind !== 'instruction') return null;
  const differ = below.builder !== null && above.builder !== null && below.builder !== above.builder;
  return differ ? `below it ${builderNames[below.builder]} was at work` : null;
}

export const builderNames = {
  docker: "Docker's classic builder",
  buildkit: 'BuildKit',
  buildah: 'buildah',
  kaniko: 'kaniko',
} as const;

function nameOf({ recorded }: RecordedEntry): string {
  if (recorded.kind === 'instruction') return recorded.instruction;
  return recorded.kind === 'foreign' ? `an entry of ${recorded.maker}` : 'a squash';
}

/** An entry that holds the changes of those before it, too: `--squash`, or buildah's one commit at the end. */
export function isCommit(entries: readonly RecordedEntry[], column: number): boolean {
  const entry = entries.at(column);
  if (entry === undefined || entry.layer === null) return false;
  if (entry.recorded.kind !== 'instruction') return entry.recorded.kind === 'squash';
  if (!makesFiles(entry.recorded.instruction)) return true;
  return (
    entry.recorded.builder === 'buildah' &&
    withoutLayer(entries, column).some(({ recorded }) => neverWithoutLayer(recorded))
  );
}

function withoutLayer(entries: readonly RecordedEntry[], column: number): readonly RecordedEntry[] {
  const before = entries.slice(0, column);
  return before.slice(before.findLastIndex(({ layer }) => layer !== null) + 1);
}

/** With `--layers` every one of these has its layer; only WORKDIR leaves its directory to the next. */
function neverWithoutLayer(recorded: RecordedEntry['recorded']): boolean {
  return recorded.kind === 'instruction' && ['ADD', 'COPY', 'RUN'].includes(recorded.instruction);
}
