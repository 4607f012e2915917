import type { BuildOutput } from './buildOutput.ts';
import { outputLines } from './outputLines.ts';

/** Shows what a builder says, of which nothing is read. */
export function plainOutput(): BuildOutput {
  const lines = outputLines();
  return { take: (text) => lines.take(text), end: () => lines.end(), vertexes: () => [] };
}
