import { environmentAt } from '../dockerfile/environment.ts';
import { tryExpandVariables } from '../dockerfile/expandVariables.ts';
import type { Dockerfile } from '../dockerfile/types.ts';
import type { ImageConfig } from '../image/types.ts';

/** What an image has of the environment in which its steps ran. */
export type RunConfig = Pick<ImageConfig, 'env' | 'workingDir'>;

/**
 * A step's word with its variables expanded; null where the result is not certain: a variable that neither the Dockerfile
 * nor the image gives a value. What `--build-arg` gave is not known, so an ARG has its default.
 */
export function certainText(
  dockerfile: Dockerfile,
  step: number,
  word: string,
  config: RunConfig | null,
): string | null {
  const base = baseEnvironment(dockerfile, config);
  const environment = environmentAt(dockerfile, step, { imageEnvironment: () => base });
  let isCertain = true;
  const lookup = (name: string): string | undefined => {
    isCertain &&= environment.has(name);
    return environment.get(name);
  };
  const { text } = tryExpandVariables(word, lookup, dockerfile.escape);
  return isCertain ? text : null;
}

/** The image has its base's variables but for those that a line sets. */
function baseEnvironment({ steps }: Dockerfile, config: RunConfig | null): ReadonlyMap<string, string> {
  const set = new Set(steps.flatMap(({ instruction, args }) => (instruction === 'ENV' ? namesSet(args) : [])));
  const pairs = (config?.env ?? []).map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return new Map(pairs.filter(([name]) => !set.has(name)));
}

/** Name, value and separator of each variable. */
function namesSet(args: readonly string[]): string[] {
  return args.filter((_, index) => index % 3 === 0);
}
