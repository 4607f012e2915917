import { noBuildArgs } from './recorded.ts';

export interface CommandWithArguments {
  readonly buildArgs: ReadonlyMap<string, string>;
  readonly command: string;
}

/**
 * Takes `|2 A=1 B=two /bin/sh -c make` apart. Nothing is quoted in it, so a value with spaces cannot be told from the
 * command: the last value is taken to end at the first space. `command` can therefore begin with the rest of a value.
 */
export function splitBuildArguments(text: string): CommandWithArguments {
  const [head, count = '0'] = /^\|(\d+) /.exec(text) ?? [];
  if (head === undefined) return { buildArgs: noBuildArgs, command: text };
  const buildArgs = new Map<string, string>();
  let rest = text.slice(head.length);
  for (let left = Number(count); left > 0; left--) {
    const argument = (left > 1 ? notLast : last).exec(rest);
    if (argument === null) break;
    const [, name = '', value = ''] = argument;
    buildArgs.set(name, value);
    rest = rest.slice(argument[0].length);
  }
  return { buildArgs, command: rest };
}

/** A value that another argument follows may hold spaces; the next `NAME=` ends it. */
const notLast = /^([A-Za-z_]\w*)=([\s\S]*?) (?=[A-Za-z_]\w*=)/;
const last = /^([A-Za-z_]\w*)=(\S*) /;

/** `A=1 B` of a recorded ARG. A value may hold spaces: it ends where the next word has an `=`, or at the end. */
export function readArguments(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/(?:^| )([A-Za-z_]\w*)=(.*?)(?= [A-Za-z_]\w*=|$)/gs))
    found.set(name, value);
  return found;
}
