import type { Step } from '../../core/dockerfile/types.ts';
import { instructionText as plainText } from '../../core/words/instructionText.ts';
import { escapeForTerminal } from '../terminal/escape.ts';

/** The instruction on one line, as people skim it, safe for a terminal. */
export function instructionText(step: Step): string {
  return escapeForTerminal(plainText(step));
}
