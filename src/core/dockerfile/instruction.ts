import { takeFlags } from './builderFlags.ts';
import { readArguments } from './instructionArguments.ts';
import type { Escape, Flag, Trigger } from './types.ts';
import { BLANKS, trimSpace } from './whitespace.ts';

/** An instruction as its logical line alone tells it: heredocs not yet read, its place not yet known. */
export interface Instruction extends Omit<Trigger, 'trigger'> {
  readonly trigger: Instruction | null;
  /** `--name=value` of each flag. */
  readonly flagWords: readonly string[];
  /** Why BuildKit refuses it; null when it does not. */
  readonly problem: string | null;
}

/** BuildKit allows no ONBUILD in an ONBUILD; its parser reads them all the same. We follow it so far, for the stack. */
const DEEPEST_TRIGGER = 8;

/**
 * Reads a logical line.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/parser/parser.go (`newNodeFromLine`)
 */
export function parseInstruction(line: string, escape: Escape, depth = 0): Instruction {
  const trimmed = trimSpace(line);
  const blanks = BLANKS.exec(trimmed);
  const keyword = blanks ? trimmed.slice(0, blanks.index) : trimmed;
  const instruction = keyword.toLowerCase().toUpperCase();
  const { words, rest } = takeFlags(blanks ? trimmed.slice(blanks.index + blanks[0].length) : '', escape);
  const text = trimSpace(rest);
  const trigger = instruction === 'ONBUILD' ? parseTrigger(text, escape, depth) : null;
  const { problem, ...given } = readArguments(instruction, text, escape);
  return {
    instruction,
    flags: words.map(flagOf),
    flagWords: words,
    ...given,
    heredocs: [],
    original: line,
    trigger,
    problem: problem ?? trigger?.problem ?? null,
  };
}

function parseTrigger(text: string, escape: Escape, depth: number): Instruction | null {
  return text === '' || depth === DEEPEST_TRIGGER ? null : parseInstruction(text, escape, depth + 1);
}

function flagOf(word: string): Flag {
  const equals = word.indexOf('=');
  return equals === -1
    ? { name: word.slice(2), value: '' }
    : { name: word.slice(2, equals), value: word.slice(equals + 1) };
}
