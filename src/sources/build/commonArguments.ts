import type { BuildRequest } from './builder.ts';

/** Flags that all builders have alike. What follows `--` is no flag, whatever it looks like. */
export function commonFlags({ dockerfile, target, tags }: BuildRequest): readonly string[] {
  return [
    ...(dockerfile === null ? [] : [`--file=${dockerfile}`]),
    ...(target === null ? [] : [`--target=${target}`]),
    ...tags.map((tag) => `--tag=${tag}`),
  ];
}

/** The values of a flag, however it was written: `--output=x`, `--output x`, `-o x`, `-ox`. */
export function flagValues(args: readonly string[], long: string, short?: string): readonly string[] {
  return args.flatMap((arg, index) => {
    if (arg === long || (short !== undefined && arg === short)) return args.slice(index + 1, index + 2);
    if (arg.startsWith(`${long}=`)) return [arg.slice(long.length + 1)];
    const isShort = short !== undefined && arg.startsWith(short) && !arg.startsWith('--');
    return isShort ? [arg.slice(short.length).replace(/^=/, '')] : [];
  });
}

/** The names that the image is to have, those among the builder's own arguments included. */
export function tagsIn({ tags, arguments: args }: BuildRequest): readonly string[] {
  return [...tags, ...flagValues(args, '--tag', '-t')];
}

export function hasFlag(args: readonly string[], ...names: readonly string[]): boolean {
  return args.some((arg) => names.some((name) => arg === name || arg.startsWith(`${name}=`)));
}
