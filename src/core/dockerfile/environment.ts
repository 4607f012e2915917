import { type BuildArguments, declareArguments, globalArguments } from './buildArguments.ts';
import { expandVariables } from './expandVariables.ts';
import type { Dockerfile, Escape, Stage, Trigger } from './types.ts';

export interface EnvironmentOptions {
  /** What `--build-arg` gives, and what is known of the platform arguments such as TARGETARCH. */
  readonly buildArgs?: BuildArguments;
  /** The environment of the image that a stage starts from, as its configuration has it: PATH, for one. */
  readonly imageEnvironment?: (base: string) => ReadonlyMap<string, string> | undefined;
}

/**
 * The variables with which a step's own words are expanded: not yet those that it sets. For an ARG before the first FROM
 * and for a FROM these are the global arguments. Empty for a step that does not exist.
 *
 * ENV and ARG of one name: the later one counts, though an ARG without a value changes nothing. Both are handed on
 * through `FROM stage`, and so are the parent's ONBUILD triggers.
 * https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go (`dispatchArg`)
 */
export function environmentAt(
  dockerfile: Dockerfile,
  stepIndex: number,
  options: EnvironmentOptions = {},
): Map<string, string> {
  const { steps, stages, escape } = dockerfile;
  const { buildArgs = {}, imageEnvironment } = options;
  const step = steps[stepIndex];
  if (!step) return new Map();
  const globals = globalArguments(steps.slice(0, stepIndex), escape, buildArgs);
  const stage = step.stage === null ? undefined : stages[step.stage];
  if (!stage || step.instruction === 'FROM') return globals;

  const lineage = lineageOf(dockerfile, stage);
  const environment = new Map(imageEnvironment?.(lineage[0]?.base ?? ''));
  for (const { instruction, args } of effectsUpTo(dockerfile, lineage, stepIndex)) {
    if (instruction === 'ARG') declareArguments(environment, args, escape, buildArgs, globals);
    if (instruction === 'ENV') setVariables(environment, args, escape);
  }
  return environment;
}

/** The stages that a stage is built on, the first of them first, itself last. */
function lineageOf({ stages }: Dockerfile, stage: Stage): readonly Stage[] {
  const lineage = [stage];
  for (let parent = parentOf(stage); parent; parent = parentOf(parent)) lineage.push(parent);
  return lineage.reverse();

  function parentOf({ parent }: Stage): Stage | undefined {
    return parent === null ? undefined : stages[parent];
  }
}

/** What runs, in the order in which it runs: each stage's steps after its parent's triggers. */
function effectsUpTo(
  { steps }: Dockerfile,
  lineage: readonly Stage[],
  stepIndex: number,
): readonly Pick<Trigger, 'instruction' | 'args'>[] {
  const before = steps.slice(0, stepIndex);
  const own = lineage.map((stage) => stage.steps.flatMap((index) => before[index] ?? []));
  return lineage.flatMap((_, generation) => {
    const triggers = own[generation - 1]?.flatMap(({ trigger }) => trigger ?? []) ?? [];
    return [...triggers, ...(own[generation] ?? [])];
  });
}

/**
 * One ENV instruction: all its words are expanded with the variables as they were before it.
 * https://docs.docker.com/reference/dockerfile/#environment-replacement
 *
 * @param args name, value and separator of each variable
 */
function setVariables(environment: Map<string, string>, args: readonly string[], escape: Escape): void {
  const expanded = args.map((text) => expandVariables(text, (name) => environment.get(name), escape));
  for (let index = 0; index < args.length; index += 3) {
    environment.set(expanded[index] ?? '', expanded[index + 1] ?? '');
  }
}
