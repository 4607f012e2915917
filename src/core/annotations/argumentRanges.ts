import type { Step, TextRange } from '../dockerfile/types.ts';

/**
 * Where each argument of a step stands in the text: null for one that is not certain, such as a word that goes on behind
 * an escape character. Only of instructions whose arguments are words: COPY, ADD, FROM.
 */
export function argumentRanges(text: string, step: Step): (TextRange | null)[] {
  const { argumentsRange, args, json } = step;
  if (argumentsRange === undefined) return args.map(() => null);
  return json ? jsonRanges(text, args, argumentsRange) : wordRanges(text, step, argumentsRange);
}

/** Between two words on one logical line: blanks, and continued lines. */
const GAP = /^(?:\s|[\\`][ \t]*\r?\n)*$/;

/** Comments between continued lines; a word could be found there. */
const COMMENT = /(?<=\n)[ \t]*#[^\n]*/g;

function wordRanges(text: string, { args, flags }: Step, { startOffset, endOffset }: TextRange): (TextRange | null)[] {
  const shown = text.slice(0, endOffset).replaceAll(COMMENT, (comment) => ' '.repeat(comment.length));
  const hasLostFlag = flags.some(({ range }) => range === undefined);
  let end = hasLostFlag ? Number.NaN : Math.max(startOffset, ...flags.map(({ range }) => range?.endOffset ?? 0));
  return args.map((word) => {
    const start = shown.indexOf(word, end);
    // Comparing with NaN is false: behind an uncertain word nothing is certain.
    const isFound = start >= end && GAP.test(shown.slice(end, start));
    end = isFound ? start + word.length : Number.NaN;
    return isFound ? { startOffset: start, endOffset: end } : null;
  });
}

function jsonRanges(
  text: string,
  args: readonly string[],
  { startOffset, endOffset }: TextRange,
): (TextRange | null)[] {
  const array = text.slice(startOffset, endOffset);
  const strings = [...array.slice(Math.max(array.indexOf('['), 0)).matchAll(/"(?:[^"\\]|\\.)*"/g)];
  const offset = startOffset + Math.max(array.indexOf('['), 0);
  return args.map((word, index) => {
    const found = strings.length === args.length ? strings[index] : undefined;
    if (found === undefined || valueOf(found[0]) !== word) return null;
    return { startOffset: offset + found.index, endOffset: offset + found.index + found[0].length };
  });
}

function valueOf(literal: string): unknown {
  try {
    return JSON.parse(literal);
  } catch {
    return undefined;
  }
}
