import { expandVariables } from '../../dockerfile/expandVariables.ts';
import type { Escape, Step } from '../../dockerfile/types.ts';

/**
 * How much a match by this key says.
 * - `full`: the whole instruction, as the builder wrote it down;
 * - `recorded`: all that the builder wrote down, which is not all of it (a checksum for the sources, no heredoc body);
 * - `loose`: something that the builder may have left out, or that may have been edited since.
 */
export type Grade = 'full' | 'recorded' | 'loose';

/** A step and a history entry that share a key are taken for the same instruction. */
export interface Key {
  readonly text: string;
  readonly grade: Grade;
}

/** An instruction, or what ONBUILD will run. */
export type Subject = Pick<Step, 'instruction' | 'flags' | 'args' | 'json' | 'heredocs' | 'original'>;

export type Lookup = (name: string) => string | undefined;

/** What is known where an instruction stands. */
export interface Scope {
  readonly escape: Escape;
  /**
   * What the variables in `text` may have been at the build, the likeliest first: what the Dockerfile says, what the
   * history says (an ENV may have been edited since), what a base may have set that nobody knows but from its history.
   */
  readonly lookups: (text: string) => readonly Lookup[];
  /** Of SHELL; null before the first one: then the base's, mostly `/bin/sh -c`. */
  readonly shell: readonly string[] | null;
  /** Null where it is the base's. */
  readonly workingDir: string | null;
  /** Values of build arguments that the build was given, or took from the ARG's default. */
  readonly buildArgs: ReadonlyMap<string, string>;
  /** Names of the ARGs of this stage so far. */
  readonly argNames: readonly string[];
}

export type Expand = (word: string) => string;

/** Ways to expand the variables of an instruction and take its quotes away. */
export function expansions(text: string, { lookups, escape }: Pick<Scope, 'lookups' | 'escape'>): readonly Expand[] {
  return lookups(text).map(
    (lookup) => (word) => (/[$'"\\`]/.test(word) ? expandVariables(word, lookup, escape) : word),
  );
}

/** The instruction without its keyword, white space put in order. */
export function originalText({ original }: Subject): string {
  return squeeze(original.replace(/^\s*\S+\s*/, ''));
}

/**
 * One blank for each run of blanks outside quotes: how a continuation is indented changes neither what a line does nor
 * which layer it made. Line ends stay, for heredocs. Where quotes do not pair (`# don't`), blanks count nowhere.
 */
export function squeeze(text: string): string {
  if (!/[ \t]{2}|\t|^\s|\s$/.test(text)) return text;
  const squeezed = text.replace(quotedOrBlank, (found) => (/^[ \t]/.test(found) ? ' ' : found)).trim();
  return /['"]/.test(squeezed.replace(quotedOrBlank, '')) ? text.replace(/[ \t]+/g, ' ').trim() : squeezed;
}

const quotedOrBlank = /\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"|[ \t]+/g;
