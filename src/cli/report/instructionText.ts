import type { Step } from '../../core/dockerfile/types.ts';
import { escapeForTerminal } from '../terminal/escape.ts';

/** The instruction on one line, as people skim it, safe for a terminal. */
export function instructionText({ original, heredocs }: Step): string {
  const text = original.trim().replaceAll(/\s+/g, ' ');
  return escapeForTerminal(heredocs.length > 0 ? `${text} …` : text);
}
