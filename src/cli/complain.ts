import { Failure } from '../core/error.ts';
import type { Io } from './io.ts';
import { escapeForTerminal } from './terminal/escape.ts';

/** One line on standard error: what, why, and what to do. */
export function complain({ stderr }: Pick<Io, 'stderr'>, problem: Failure | string): void {
  const text = problem instanceof Failure ? `${sentence(problem.message)} ${problem.advice}` : problem;
  stderr.write(`layerwise: ${escapeForTerminal(text.replaceAll(/\s*\n\s*/g, ' '))}\n`);
}

function sentence(text: string): string {
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}
