import type { Match } from './match.ts';

/** How many instructions in a row a base may share with the Dockerfile, and nobody wonders. */
const MOST_BY_CHANCE = 3;

/**
 * A base may hold an instruction that the Dockerfile has, too (`USER root`). The first matches are dropped where they weigh
 * little against the others, and a column that only a base can have is between; they are doubtful where any column is.
 *
 * @param matches sorted
 */
export function doubtBase(
  matches: readonly Match[],
  weightOf: (match: Match) => number,
  isBaseEnd: (column: number) => boolean = () => false,
): readonly Match[] {
  const gaps = gapsBetween(matches, weightOf);
  const cut =
    gaps.findLast(({ before, behind, columns }) => 2 * before < behind && columns.some(isBaseEnd))?.index ?? 0;
  const doubt = gaps.findLast(({ index, before, behind }) => index <= MOST_BY_CHANCE && before < behind)?.index ?? 0;
  return matches.map((match, index) => (index < doubt ? { ...match, ambiguous: true } : match)).slice(cut);
}

interface Gap {
  /** Of the match behind it. */
  readonly index: number;
  /** Columns without a match. */
  readonly columns: readonly number[];
  /** What the matches before and behind it weigh. */
  readonly before: number;
  readonly behind: number;
}

function gapsBetween(matches: readonly Match[], weightOf: (match: Match) => number): readonly Gap[] {
  const all = matches.reduce((sum, match) => sum + weightOf(match), 0);
  let before = 0;
  let next = matches.at(0)?.column ?? 0;
  return matches.flatMap((match, index) => {
    const from = next;
    const gap = {
      index,
      before,
      behind: all - before,
      columns: Array.from({ length: match.column - from }, (_, at) => from + at),
    };
    before += weightOf(match);
    next = match.column + 1;
    return gap.columns.length > 0 ? [gap] : [];
  });
}
