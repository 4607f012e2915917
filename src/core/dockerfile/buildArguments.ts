import { expandVariables } from './expandVariables.ts';
import type { Escape, Step } from './types.ts';

/** What `--build-arg` gives, by name. */
export type BuildArguments = Readonly<Record<string, string>>;

/**
 * BuildKit sets these without an ARG. A FROM may use them at once, a stage after an ARG of that name. Their values depend
 * on the build, so that they are set only where someone gives them.
 * https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
 */
const AUTOMATIC = [
  ...['BUILDPLATFORM', 'BUILDOS', 'BUILDOSVERSION', 'BUILDARCH', 'BUILDVARIANT'],
  ...['TARGETPLATFORM', 'TARGETOS', 'TARGETOSVERSION', 'TARGETARCH', 'TARGETVARIANT', 'TARGETSTAGE'],
];

/** What the ARGs before the first FROM come to: the variables that every FROM may use. */
export function globalArguments(
  steps: readonly Step[],
  escape: Escape,
  buildArgs: BuildArguments,
): Map<string, string> {
  const scope = new Map<string, string>();
  for (const name of AUTOMATIC) {
    const value = given(buildArgs, name);
    if (value !== undefined) scope.set(name, value);
  }
  for (const { instruction, args, stage } of steps) {
    if (stage !== null) break;
    if (instruction === 'ARG') declareArguments(scope, args, escape, buildArgs);
  }
  return scope;
}

/**
 * One ARG instruction. A given value goes before the default, which may use the arguments before it; an ARG without
 * either takes the value of the global argument of its name, and changes nothing when there is none.
 *
 * @param args `NAME` or `NAME=default`
 */
export function declareArguments(
  scope: Map<string, string>,
  args: readonly string[],
  escape: Escape,
  buildArgs: BuildArguments,
  globals: ReadonlyMap<string, string> = new Map(),
): void {
  for (const arg of args) {
    const equals = arg.indexOf('=');
    const name = equals === -1 ? arg : arg.slice(0, equals);
    const value = given(buildArgs, name) ?? (equals === -1 ? globals.get(name) : expand(arg.slice(equals + 1)));
    if (value !== undefined) scope.set(name, value);
  }

  function expand(text: string): string {
    return expandVariables(text, (name) => scope.get(name), escape);
  }
}

/** An argument may be called `constructor`. */
function given(buildArgs: BuildArguments, name: string): string | undefined {
  return Object.hasOwn(buildArgs, name) ? buildArgs[name] : undefined;
}
