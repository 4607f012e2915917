import type { Dockerfile, Step } from '../dockerfile/types.ts';
import { certainText, type RunConfig } from './certainText.ts';
import { baseName, joinPath } from './paths.ts';
import { workingDirectory } from './workingDirectory.ts';

/** Where a COPY or ADD puts its files. https://docs.docker.com/reference/dockerfile/#copy */
export interface CopyDestination {
  /** Without slashes around it; empty for the root. */
  readonly path: string;
  /** By the way it is written it can only be a directory. Otherwise it is a file's new name, or a directory that is there. */
  readonly isDirectory: boolean;
}

/** Null where it is not certain: see `certainText` and `workingDirectory`. Windows paths are none of this image's. */
export function copyDestination(dockerfile: Dockerfile, step: Step, config: RunConfig | null): CopyDestination | null {
  const word = step.args.at(-1);
  const text = word === undefined || step.args.length < 2 ? null : certainText(dockerfile, step.index, word, config);
  if (text === null || text === '' || /^[a-z]:|\\/i.test(text)) return null;
  const path = joinPath(workingDirectory(dockerfile, step, config), text);
  if (path === null) return null;
  return { path, isDirectory: /(?:^|\/)\.{0,2}$/.test(text) || step.args.length > 2 };
}

/**
 * Where the files of one source are: with one source all that the layer has below its destination; of several, that of a
 * file's own name. Null where it cannot be told: a directory's contents lie among those of the others.
 */
export function arrivalOf(
  dockerfile: Dockerfile,
  step: Step,
  { source, destination }: { readonly source: string; readonly destination: CopyDestination },
  config: RunConfig | null,
): string | null {
  if (step.args.length === 2) return destination.path;
  const heredoc = step.heredocs.find(({ name }) => source.replace(/^<<-?/, '').replaceAll(/["']/g, '') === name);
  const text = heredoc?.name ?? certainText(dockerfile, step.index, source, config);
  const isOneFile = text !== null && !/[*?[]|:\/\/|\/$/.test(text);
  const name = isOneFile ? baseName(text) : null;
  return name === null ? null : joinPath(destination.path, name);
}
