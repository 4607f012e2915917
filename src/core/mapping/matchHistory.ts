import type { Dockerfile } from '../dockerfile/types.ts';
import type { Image } from '../image/types.ts';
import { alignInstructions } from './align/alignInstructions.ts';
import type { Match } from './align/match.ts';
import type { Column } from './align/sharedKeys.ts';
import { wordsOf } from './align/similarity.ts';
import { markBefore, mayEndBase, startByTime, startOfBuildah } from './base.ts';
import { type Expected, expectedInstructions } from './expected.ts';
import { makesFiles } from './history/keywords.ts';
import { type RecordedEntry, readHistory } from './history/readHistory.ts';
import { readSurroundings } from './history/surroundings.ts';
import { entryKeys } from './keys/keys.ts';
import { isScratch } from './stageChain.ts';

/** A Dockerfile's instructions beside the history's entries. */
export interface HistoryMatch {
  readonly expected: readonly Expected[];
  readonly entries: readonly RecordedEntry[];
  /** `row` counts in `expected`, `column` in `entries`. */
  readonly matches: readonly Match[];
  /** Entries before this one are not the Dockerfile's. */
  readonly start: number;
  /** Entries before this one are the base's; those between made the build that is shown, by no line of its own. */
  readonly baseEnd: number;
  /** What shows that the base ends there, for people; null when only the Dockerfile's first match does. */
  readonly startMark: string | null;
  /** The history tells which entries made layers, and agrees with their number. */
  readonly layersAreKnown: boolean;
}

export interface MatchOptions {
  /** Positions of the stages that make the image, the bottom one first. */
  readonly chain: readonly number[];
  readonly buildArgs: ReadonlyMap<string, string>;
  /** How many layers the base has, where that is known. */
  readonly baseLayers: number | null;
}

/** What of an image tells of its build. */
export type RecordedImage = Pick<Image, 'history' | 'layers' | 'platform'>;

/** Puts the Dockerfile's instructions beside the history's entries, and finds where the base's end. */
export function matchHistory(
  dockerfile: Dockerfile,
  image: RecordedImage,
  { chain, buildArgs, baseLayers }: MatchOptions,
): HistoryMatch {
  const entries = readHistory(image);
  const around = readSurroundings(entries, image);
  const given = { ...around, buildArgs: new Map([...around.buildArgs, ...buildArgs]) };
  const expected = expectedInstructions(dockerfile, chain, given);
  const layersAreKnown = image.layers.length === 0 || image.layers.some(({ history }) => history !== null);
  const sides: Sides = { expected, entries, layersAreKnown };
  const base = entries.findIndex(({ layer }) => layer !== null && layer + 1 === baseLayers);
  if (isScratch(dockerfile, chain)) return matchFrom(sides, 0, 'there is nothing below FROM scratch');
  if (base >= 0) return matchFrom(sides, base + 1, 'so many the base image itself has');
  return matchAbove(sides, image);
}

type Sides = Pick<HistoryMatch, 'expected' | 'entries' | 'layersAreKnown'>;

/** The base's entries are known. */
function matchFrom(sides: Sides, start: number, startMark: string): HistoryMatch {
  const matches = alignInstructions(sides.expected, sides.entries.map(columnOf), { start, startIsKnown: true });
  return { ...sides, matches, start, baseEnd: start, startMark };
}

/** The base's entries are those before the first that the Dockerfile accounts for, if nothing else tells. */
function matchAbove(sides: Sides, { history }: RecordedImage): HistoryMatch {
  const { expected, entries } = sides;
  const mayStartAfter = (column: number): boolean => isBaseEnd(entries, column);
  const matches = alignInstructions(expected, entries.map(columnOf), { start: 0, startIsKnown: false, mayStartAfter });
  if (isStrange(matches, expected)) return { ...sides, matches: [], start: 0, baseEnd: 0, startMark: null };
  const first = firstColumn(matches, entries.length);
  const told = startOfBuildah(history, entries, first);
  if (told !== null) return matchFrom(sides, told, 'buildah recorded which image it started from');
  const kept = matches.filter(({ column }) => column >= first);
  const triggered = kept.some(({ row, column }) => column === first && expected[row].trigger);
  const startMark = triggered ? 'its ONBUILD triggers ran first' : markBefore(entries, first);
  const baseEnd = startMark === null ? (startByTime(history, first) ?? first) : first;
  return { ...sides, matches: kept, start: first, baseEnd, startMark };
}

/** Some `WORKDIR /app` and `USER root` are alike in every second image: they do not make the Dockerfile this image's. */
function isStrange(matches: readonly Match[], expected: readonly Expected[]): boolean {
  const telling = matches.some(({ row, how }) => how !== 'replaced' && makesFiles(expected[row]?.instruction ?? ''));
  const makers = expected.filter(({ instruction }) => makesFiles(instruction)).length;
  return !telling && makers > 0 && 2 * matches.filter(({ how }) => how === 'same').length < expected.length;
}

/** The first entry that the Dockerfile accounts for. Moved instructions count where they stand right before it. */
function firstColumn(matches: readonly Match[], none: number): number {
  const steady = matches.filter(({ how }) => how !== 'moved').map(({ column }) => column);
  let first = Math.min(none, ...steady);
  while (matches.some(({ column }) => column === first - 1)) first--;
  return first;
}

function isBaseEnd(entries: readonly RecordedEntry[], column: number): boolean {
  const entry = entries.at(column);
  return entry !== undefined && mayEndBase(entry);
}

function columnOf({ recorded }: RecordedEntry): Column {
  if (recorded.kind !== 'instruction') return null;
  const { instruction, text, source } = recorded;
  return { instruction, keys: entryKeys(recorded), words: () => wordsOf(text), partial: source !== null };
}
