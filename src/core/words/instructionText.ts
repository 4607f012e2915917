import type { Step } from '../dockerfile/types.ts';

/** The instruction on one line, as people skim it. Not escaped for any output. */
export function instructionText({ original, heredocs }: Pick<Step, 'original' | 'heredocs'>): string {
  const text = original.trim().replaceAll(/\s+/g, ' ');
  return heredocs.length > 0 ? `${text} …` : text;
}
