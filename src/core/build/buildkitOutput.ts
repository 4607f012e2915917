import { bytesText } from '../words/bytesText.ts';
import { secondsText } from '../words/secondsText.ts';
import { type BuildOutput, type BuildVertex, MOST_VERTEXES } from './buildOutput.ts';
import { secondsOf } from './intervals.ts';
import { lastState, type OutputLines, outputLines } from './outputLines.ts';
import { rawProgress } from './rawProgress.ts';
import {
  type LogStatus,
  type PartStatus,
  readSolveStatus,
  type SolveStatus,
  type VertexStatus,
} from './solveStatus.ts';

/** One vertex as far as it has been told of. */
interface Told {
  /** In the order in which they begin; null before. */
  number: number | null;
  readonly digest: string;
  readonly name: string;
  readonly intervals: Map<number, number | null>;
  readonly output: OutputLines;
  cached: boolean;
  /** How it ended was shown. */
  ended: boolean;
}

/**
 * Reads BuildKit's raw progress, and writes it as `--progress=plain` would: each vertex has a number, its name when it
 * begins, what it prints, and how it ended.
 */
export function buildkitOutput(): BuildOutput {
  const pieces = rawProgress();
  const vertexes = new Map<string, Told>();
  let begun = 0;

  function meet({ digest, name }: VertexStatus): Told | null {
    const known = vertexes.get(digest);
    if (known !== undefined || vertexes.size >= MOST_VERTEXES) return known ?? null;
    const output = outputLines();
    const told = { number: null, digest, name, intervals: new Map(), output, cached: false, ended: false };
    vertexes.set(digest, told);
    return told;
  }
  function follow(status: SolveStatus): readonly string[] {
    return [
      ...status.vertexes.flatMap((vertex) => vertexLines(meet(vertex), vertex, () => ++begun)),
      ...status.statuses.flatMap((part) => partLines(vertexes.get(part.vertex), part)),
      ...status.logs.flatMap((log) => logLines(vertexes.get(log.vertex), log)),
      ...status.warnings.flatMap(({ short }) => (short === '' ? [] : [`WARN: ${decode(short)}`])),
    ];
  }
  function show(piece: ReturnType<typeof pieces.take>[number]): readonly string[] {
    if ('line' in piece) return piece.line === '' ? [] : [lastState(piece.line)];
    const status = readSolveStatus(piece.json);
    return status === null ? [] : follow(status);
  }
  return {
    take: (text) => pieces.take(text).flatMap(show),
    end: () => pieces.end().flatMap(show),
    vertexes: () => Array.from(vertexes.values(), vertexOf),
  };
}

function vertexOf({ digest, name, intervals, cached }: Told): BuildVertex {
  return { digest, name, cached, seconds: cached ? null : secondsOf(intervals) };
}

function vertexLines(
  told: Told | null,
  { started, completed, cached, error }: VertexStatus,
  nextNumber: () => number,
): readonly string[] {
  const begun = Date.parse(started ?? '');
  if (told === null || Number.isNaN(begun)) return [];
  const ended = Date.parse(completed ?? '');
  told.intervals.set(begun, Number.isNaN(ended) ? null : ended);
  told.cached ||= cached;
  const isNew = told.number === null;
  told.number ??= nextNumber();
  const title = isNew ? [`#${told.number} ${told.name}`] : [];
  if (Number.isNaN(ended) || told.ended || secondsOf(told.intervals) === null) return title;
  told.ended = true;
  const rest = told.output.end().map((line) => `#${told.number} ${line}`);
  return [...title, ...rest, `#${told.number} ${endText(told, error)}`];
}

function endText({ cached, intervals }: Told, error: string): string {
  if (error !== '') return error.endsWith('context canceled') ? 'CANCELED' : `ERROR: ${error}`;
  return cached ? 'CACHED' : `DONE ${secondsText(secondsOf(intervals) ?? 0)}`;
}

/** Parts are told of several times a second; it is enough to see each when it is done. */
function partLines(told: Told | undefined, { id, current, total, completed }: PartStatus): readonly string[] {
  if (told === undefined || told.number === null || completed === undefined) return [];
  const bytes = Math.max(current, total);
  return [`#${told.number} ${id}${bytes > 0 ? ` ${bytesText(bytes)}` : ''} done`];
}

function logLines(told: Told | undefined, { data, timestamp }: LogStatus): readonly string[] {
  if (told === undefined || told.number === null) return [];
  const [begun] = told.intervals.keys();
  const at = (Date.parse(timestamp ?? '') - (begun ?? Number.NaN)) / 1000;
  const time = at >= 0 ? `${at.toFixed(3)} ` : '';
  return told.output.take(decode(data)).map((line) => `#${told.number} ${time}${line}`);
}

function decode(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
}
