import type { Dockerfile, Step } from '../dockerfile/types.ts';
import { type Invocation, invocationsIn } from './invocations.ts';
import { laterSteps } from './lineage.ts';
import type { PackageManager } from './packageManagers.ts';
import { readRun } from './run.ts';

/** Verbs of apt that look into its lists. */
const LOOKS = new Set([
  'install',
  'reinstall',
  'upgrade',
  'dist-upgrade',
  'full-upgrade',
  'build-dep',
  'satisfy',
  'source',
  'download',
]);
const OFFLINE = /^--(?:offline|prefer-offline|no-index|cacheonly)$|^-C$/;

/**
 * Whether a later RUN may want what is in a cache: it tells the manager to do without the network, or uses it where that
 * takes no other. Of a RUN that cannot be read, the manager's name is enough.
 */
export function isNeededLater(dockerfile: Dockerfile, step: Step, manager: PackageManager): boolean {
  return laterSteps(dockerfile, step).some((later) => {
    if (later.instruction !== 'RUN') return false;
    const run = readRun(dockerfile, later);
    if (run === null) return mentions(dockerfile, later, manager);
    const used = invocationsIn(run.shell).filter(({ program }) => manager.programs.test(program));
    const isCutOff = later.flags.some(({ name, value }) => name === 'network' && value === 'none');
    if (used.length > 0 && (isCutOff || manager.needs === 'any' || used.some(isOffline))) return true;
    return manager.needs === 'lists' && looksBeforeUpdate(used);
  });
}

function mentions({ text }: Dockerfile, { startOffset, endOffset }: Step, { programs }: PackageManager): boolean {
  return text
    .slice(startOffset, endOffset)
    .split(/[^\w.+-]+/)
    .some((word) => programs.test(word));
}

function isOffline({ arguments: words }: Invocation): boolean {
  return words.some(({ value }) => OFFLINE.test(value ?? ''));
}

function looksBeforeUpdate(used: readonly Invocation[]): boolean {
  const has = (verbs: ReadonlySet<string>) => (invocation: Invocation) =>
    invocation.arguments.some(({ value }) => value !== null && verbs.has(value));
  const looks = used.findIndex(has(LOOKS));
  const updates = used.findIndex(has(new Set(['update'])));
  return looks !== -1 && (updates === -1 || updates > looks);
}
