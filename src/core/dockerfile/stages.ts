import { tryExpandVariables } from './expandVariables.ts';
import type { DockerfileProblem, Escape, Stage, Step } from './types.ts';

interface Stages {
  readonly stages: readonly Stage[];
  readonly problems: readonly DockerfileProblem[];
}

/**
 * Groups the steps by the FROM above them.
 *
 * @param globals the build arguments before the first FROM, the only variables that FROM may use
 */
export function readStages(steps: readonly Step[], globals: ReadonlyMap<string, string>, escape: Escape): Stages {
  const stages: Stage[] = [];
  const problems: DockerfileProblem[] = [];
  const byName = new Map<string, number>();
  for (const block of blocksOf(steps)) {
    const [step] = block;
    const [from = ''] = step.args;
    const expansion = tryExpandVariables(from, (name) => globals.get(name), escape);
    const base = expansion.text ?? from;
    const name = stageName(step);
    stages.push({
      index: stages.length,
      name,
      from,
      base,
      parent: byName.get(base.toLowerCase()) ?? null,
      steps: block.map(({ index }) => index),
    });
    // A later stage of the same name takes its place; a stage is not yet known in its own FROM.
    if (name !== null) byName.set(name.toLowerCase(), stages.length - 1);
    const message = expansion.problem ?? objection(step);
    if (message !== null) problems.push({ line: step.startLine, message });
  }
  return { stages, problems };
}

/** Each FROM with the steps below it. */
function blocksOf(steps: readonly Step[]): readonly (readonly [Step, ...Step[]])[] {
  const blocks: [Step, ...Step[]][] = [];
  for (const step of steps) {
    if (step.instruction === 'FROM') blocks.push([step]);
    else blocks.at(-1)?.push(step);
  }
  return blocks;
}

function stageName({ args }: Step): string | null {
  const [, as, name] = args;
  return as?.toLowerCase() === 'as' && name !== undefined ? name : null;
}

/** https://github.com/moby/buildkit/blob/master/frontend/dockerfile/instructions/parse.go (`parseBuildStageName`) */
function objection(from: Step): string | null {
  const name = stageName(from);
  if (from.args.length !== 1 && (from.args.length !== 3 || name === null)) {
    return 'FROM requires either one or three arguments';
  }
  if (name === null || /^[a-z][a-z0-9-_.]*$/i.test(name)) return null;
  return `invalid name for build stage: ${JSON.stringify(name)}, name can't start with a number or contain symbols`;
}
