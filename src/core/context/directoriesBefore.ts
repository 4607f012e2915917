import { copyDestination } from '../annotations/copyPaths.ts';
import { workingDirectory } from '../annotations/workingDirectory.ts';
import type { Dockerfile, Stage, Step } from '../dockerfile/types.ts';

/**
 * Directories that the image surely has when a step begins: to these a file is copied, where to any other path it would be
 * copied as a file of that name. Those of working directories and of earlier copies, and, where there is a base image,
 * those that all have. Paths without slashes around them.
 */
export function directoriesBefore(dockerfile: Dockerfile, step: Step): ReadonlySet<string> {
  const known = new Set(['']);
  const lineage = lineageOf(dockerfile, step);
  if (lineage.at(0)?.base.toLowerCase() !== 'scratch') for (const directory of USUAL) known.add(directory);
  for (const index of lineage.flatMap(({ steps }) => steps)) {
    if (index >= step.index) continue;
    const made = directoryOf(dockerfile, dockerfile.steps[index]);
    if (made !== null) addWithParents(known, made);
  }
  const own = workingDirectory(dockerfile, step, null);
  if (own !== null) addWithParents(known, own);
  return known;
}

function directoryOf(dockerfile: Dockerfile, step: Step): string | null {
  if (step.instruction === 'WORKDIR') {
    const after = { ...step, index: step.index + 1 };
    return workingDirectory(dockerfile, after, null);
  }
  if (step.instruction !== 'COPY' && step.instruction !== 'ADD') return null;
  const destination = copyDestination(dockerfile, step, null);
  if (destination === null) return null;
  return destination.isDirectory ? destination.path : destination.path.replace(/\/?[^/]*$/, '');
}

function addWithParents(known: Set<string>, path: string): void {
  const parts = path.split('/');
  parts.forEach((_, index) => known.add(parts.slice(0, index + 1).join('/')));
}

/** The stages that a step is built on, the first of them first. */
export function lineageOf({ stages }: Dockerfile, { stage }: Step): readonly Stage[] {
  const lineage: Stage[] = [];
  for (let at = stage; at !== null && stages[at] !== undefined; at = stages[at].parent) {
    if (lineage.includes(stages[at])) break;
    lineage.unshift(stages[at]);
  }
  return lineage;
}

/** https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html */
const USUAL = [
  ...['bin', 'dev', 'etc', 'home', 'lib', 'media', 'mnt', 'opt', 'proc', 'root', 'run', 'sbin', 'srv', 'sys', 'tmp'],
  ...['usr', 'usr/bin', 'usr/lib', 'usr/local', 'usr/local/bin', 'usr/local/lib', 'usr/share', 'var', 'var/lib'],
];
