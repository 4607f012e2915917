import type { ChoiceContext } from './choiceContext.ts';
import { pathsOf } from './paths.ts';

const ARCHIVE = /\.(?:tar|tar\.gz|tgz|tar\.zst)$/i;

export function isArchiveName(name: string): boolean {
  return ARCHIVE.test(name);
}

export function isDockerfileName(name: string): boolean {
  return /^(?:dockerfile|containerfile)(?:\.|$)|\.(?:dockerfile|containerfile)$/i.test(name) && !isArchiveName(name);
}

/**
 * How well the name of an archive or layout fits a Dockerfile: 0 is best, null not at all. For `web.Dockerfile` and
 * `Dockerfile.web` those are `web.Dockerfile.tar`, `web.tar`, then `image.tar` and one called as the folder.
 */
export function nameFit(name: string, dockerfilePath: string, context: ChoiceContext): number | null {
  const paths = pathsOf(context);
  const folder = paths.basename(paths.dirname(dockerfilePath)).toLowerCase();
  const stem = stemOf(name);
  const fit = [...namesOfDockerfile(paths.basename(dockerfilePath)), 'image', folder].indexOf(stem);
  return fit === -1 ? null : fit;
}

/** Whether an archive is called as this Dockerfile is. */
export function isNamedAfter(name: string, dockerfileName: string): boolean {
  return namesOfDockerfile(dockerfileName).includes(stemOf(name));
}

function namesOfDockerfile(name: string): readonly string[] {
  const whole = name.toLowerCase();
  const part = whole.replace(/^(?:dockerfile|containerfile)\.|\.(?:dockerfile|containerfile)$/, '');
  return part === whole ? [whole] : [whole, part];
}

/** `image` of `image.oci.tar`. */
function stemOf(name: string): string {
  return name
    .toLowerCase()
    .replace(ARCHIVE, '')
    .replace(/\.(?:oci|docker)$/, '');
}
