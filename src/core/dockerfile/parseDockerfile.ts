import { type BuildArguments, globalArguments } from './buildArguments.ts';
import { readDirectives } from './directives.ts';
import { splitLines } from './sourceLines.ts';
import { readStages } from './stages.ts';
import { readSteps } from './steps.ts';
import { structureProblems } from './structureProblems.ts';
import type { Dockerfile } from './types.ts';

interface ParseOptions {
  /** What `--build-arg` gives, for the variables in FROM; platform arguments such as BUILDPLATFORM too, where known. */
  readonly buildArgs?: BuildArguments;
}

/**
 * Reads a Dockerfile as BuildKit's parser does, and goes on where that would stop: what it refuses is in `problems`, in
 * the order of the lines, and everything else is still read. Never throws, for any text.
 */
export function parseDockerfile(text: string, options: ParseOptions = {}): Dockerfile {
  const lines = splitLines(text);
  const directives = readDirectives(lines);
  const { escape } = directives;
  const { steps, problems } = readSteps(text, lines, escape);
  const stages = readStages(steps, globalArguments(steps, escape, options.buildArgs ?? {}), escape);
  return {
    text,
    escape,
    directives: directives.values,
    stages: stages.stages,
    steps,
    problems: [...directives.problems, ...problems, ...structureProblems(steps), ...stages.problems].sort(
      (a, b) => a.line - b.line,
    ),
  };
}
