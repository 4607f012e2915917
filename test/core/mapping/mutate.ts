/**
 * Random edits of a Dockerfile that know what they touched. An instruction is a piece of the text; each piece remembers
 * which step of the original it came from, so that a mapping of the edited text can be held against the truth.
 */
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { Dockerfile } from '../../../src/core/dockerfile/types.ts';

export interface Mutant {
  readonly text: string;
  readonly dockerfile: Dockerfile;
  /** For each step of the edited Dockerfile the original step; null for a new one. */
  readonly origin: readonly (number | null)[];
  /** For each step: its own words, or its place among the others, were edited. Its layout may have been, too. */
  readonly touched: readonly boolean[];
  readonly edits: readonly string[];
}

interface Piece {
  text: string;
  readonly origin: number | null;
  touched: boolean;
}

type Random = () => number;

/** Mulberry32: the same numbers for the same seed, everywhere. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function mutate(original: Dockerfile, random: Random): Mutant {
  const pieces: Piece[] = original.steps.map(({ startOffset, endOffset, index }) => ({
    text: original.text.slice(startOffset, endOffset).replace(/\n$/, ''),
    origin: index,
    touched: false,
  }));
  const edits = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const edit = pick(editNames, random);
    editors[edit](pieces, random);
    return edit;
  });
  const text = `${pieces.map((piece) => piece.text).join('\n')}\n`;
  const dockerfile = parseDockerfile(text);
  if (dockerfile.steps.length !== pieces.length)
    throw new Error(`an edit broke the Dockerfile: ${edits.join(', ')}\n${text}`);
  return {
    text,
    dockerfile,
    edits,
    origin: pieces.map(({ origin }) => origin),
    touched: pieces.map(({ touched }) => touched),
  };
}

const editors = { insert, remove, swap, change, split, reflow, comment, keywordCase };
const editNames = ['insert', 'remove', 'swap', 'change', 'split', 'reflow', 'comment', 'keywordCase'] as const;

function pick<T>(from: readonly T[], random: Random): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function pieceAt(pieces: readonly Piece[], at: number): Piece {
  const piece = pieces.at(at);
  if (piece === undefined) throw new Error(`there is no piece ${at}`);
  return piece;
}

/** Positions of pieces that may be edited: FROM stays, or it would be another build. */
function candidates(pieces: readonly Piece[], test: (text: string) => boolean = () => true): readonly number[] {
  return pieces.flatMap(({ text }, at) => (/^\s*(?:#.*\n)*\s*from\s/i.test(text) || !test(text) ? [] : [at]));
}

function insert(pieces: Piece[], random: Random): void {
  const word = Math.floor(random() * 1e6).toString(36);
  const text = pick(
    [
      `RUN echo ${word}`,
      `RUN apt-get update && apt-get install -y ${word}`,
      'RUN true && sync',
      `COPY ${word} /opt/${word}`,
      `COPY ${word}/ ./`,
      `ENV A_${word}=1`,
      `LABEL ${word}=x`,
      `WORKDIR /srv/${word}`,
      'USER root',
      `ARG B_${word}=2`,
    ],
    random,
  );
  const at =
    1 +
    Math.max(
      0,
      pieces.findIndex((piece) => /^from/i.test(piece.text)),
    ) +
    Math.floor(random() * (pieces.length - 1));
  pieces.splice(at, 0, { text, origin: null, touched: true });
}

function remove(pieces: Piece[], random: Random): void {
  const some = candidates(pieces);
  if (some.length > 1) pieces.splice(pick(some, random), 1);
}

/** Two neighbours, or any two of a stage. */
function swap(pieces: Piece[], random: Random): void {
  const some = candidates(pieces);
  const left = pick(some, random);
  const right = random() < 0.5 ? left + 1 : pick(some, random);
  const [low, high] = [Math.min(left, right), Math.max(left, right)];
  const between = pieces.slice(low, high + 1).map((_, offset) => low + offset);
  const first = pieces.at(low);
  const second = pieces.at(high);
  if (low === high || first === undefined || second === undefined || between.some((at) => !some.includes(at))) return;
  pieces.splice(low, 1, { ...second, touched: true });
  pieces.splice(high, 1, { ...first, touched: true });
}

function change(pieces: Piece[], random: Random): void {
  const plain = candidates(pieces, (text) => !text.includes('<<'));
  const piece = pieceAt(pieces, pick(plain, random));
  const words = piece.text.split(/(\s+)/);
  const places = words.flatMap((word, at) => (at >= 2 && /^[\w./-]+$/.test(word) ? [at] : []));
  if (places.length === 0) return;
  const at = pick(places, random);
  words[at] = random() < 0.5 ? `${words[at] ?? ''}x` : `changed-${Math.floor(random() * 1000)}`;
  piece.text = words.join('');
  piece.touched = true;
}

function split(pieces: Piece[], random: Random): void {
  const some = candidates(pieces, (text) => /^run [^-<[]/i.test(text) && text.includes(' && '));
  if (some.length === 0) return;
  const at = pick(some, random);
  const { text, origin } = pieceAt(pieces, at);
  const parts = text.split(/\s*(?:\\\n\s*)?&& (?:\\\n\s*)?(?:#.*\n\s*)*/);
  const cut = 1 + Math.floor(random() * (parts.length - 1));
  const halves = [parts.slice(0, cut).join(' && '), `RUN ${parts.slice(cut).join(' && ')}`];
  pieces.splice(at, 1, ...halves.map((half) => ({ text: half, origin, touched: true })));
}

/** Puts continuations and indentation elsewhere. */
function reflow(pieces: Piece[], random: Random): void {
  const some = candidates(pieces, (text) => !text.includes('<<') && / && |\\\n/.test(text));
  if (some.length === 0) return;
  const piece = pieceAt(pieces, pick(some, random));
  const joined = piece.text.replace(/[ \t]*\\\n(?:[ \t]*#.*\n)*[ \t]*/g, ' ');
  piece.text =
    random() < 0.5 ? joined : joined.replaceAll(' && ', ` \\\n${' '.repeat(1 + Math.floor(random() * 8))}&& `);
}

function comment(pieces: Piece[], random: Random): void {
  const piece = pieceAt(pieces, pick(candidates(pieces), random));
  piece.text =
    random() < 0.5 || piece.text.includes('<<')
      ? `\n# note\n${piece.text}`
      : piece.text.replace('\\\n', '\\\n  # note\n');
}

function keywordCase(pieces: Piece[], random: Random): void {
  const piece = pieceAt(pieces, pick(candidates(pieces), random));
  piece.text = piece.text.replace(/^[A-Z]+/i, (keyword) =>
    random() < 0.5 ? keyword.toLowerCase() : keyword.charAt(0) + keyword.slice(1).toLowerCase(),
  );
}
