import type { ShellCommand } from '../shell/shell.ts';
import { isAndList } from './canFollow.ts';
import type { Run } from './run.ts';

/** An `rm` whose paths are certain, at the start of a RUN. */
export interface Removal {
  readonly command: ShellCommand;
  /** As written, without quotes; patterns may be in them. */
  readonly paths: readonly string[];
}

/** Those that a RUN begins with, joined by `&&`. */
export function leadingRemovals({ shell }: Run): Removal[] {
  if (!isAndList(shell.statements) || shell.hasFunctions) return [];
  const found: Removal[] = [];
  for (const { command } of shell.statements[0].parts) {
    const removal = command && readRemoval(command);
    if (removal === null) break;
    found.push(removal);
  }
  return found;
}

/** It does nothing but remove. */
export function isRemoval(run: Run): boolean {
  return leadingRemovals(run).length === run.shell.statements[0]?.parts.length;
}

const OPTION = /^-[rRfv]+$|^--(?:recursive|force|verbose)$/;

function readRemoval(command: ShellCommand): Removal | null {
  const [name, ...words] = command.words;
  if (name?.value !== 'rm' || command.assigns || command.redirects) return null;
  const paths: string[] = [];
  for (const { value, pattern } of words) {
    if (value !== null && OPTION.test(value) && paths.length === 0) continue;
    if (pattern === null || pattern === '' || pattern.startsWith('-') || pattern.split('/').includes('..')) return null;
    paths.push(pattern);
  }
  return paths.length === 0 ? null : { command, paths };
}
