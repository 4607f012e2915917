import { isKnownInstruction } from './instructionArguments.ts';
import type { DockerfileProblem, Step } from './types.ts';

/** What is wrong with the order and the names of the instructions, whatever stands in them. */
export function structureProblems(steps: readonly Step[]): readonly DockerfileProblem[] {
  const unknown = steps
    .filter(({ instruction }) => !isKnownInstruction(instruction))
    .map(({ startLine, instruction }) => ({ line: startLine, message: `unknown instruction: ${instruction}` }));
  return [...unknown, ...stageProblems(steps)];
}

function stageProblems(steps: readonly Step[]): readonly DockerfileProblem[] {
  const [first] = steps;
  if (!first) return [{ line: 1, message: 'file with no instructions' }];
  if (steps.every(({ stage }) => stage === null)) {
    return [{ line: first.startLine, message: 'no FROM: there is no stage to build' }];
  }
  return steps
    .filter(({ stage, instruction }) => stage === null && instruction !== 'ARG')
    .map(({ startLine, instruction }) => ({
      line: startLine,
      message: `${instruction} before the first FROM: only ARG may stand there`,
    }));
}
