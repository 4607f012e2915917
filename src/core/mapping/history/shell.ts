import type { HistoryEntry } from '../../image/types.ts';
import { readArguments, splitBuildArguments } from './buildArguments.ts';
import { splitKeyword } from './keywords.ts';
import { noBuildArgs, type Recorded, type SourceKind } from './recorded.ts';

/** The classic builder writes the shell in front of its marker, buildah always `/bin/sh -c`. */
const marker = /^[^#]*#\(nop\) /;
/** `COPY --chown=1:1dir:837c… in ./ `: Docker 20 forgot the space between the flag and the checksum. */
const checksummed = /^(--\S*?)??\s*(file|dir|multi):[0-9a-f]{32,128} in ([\s\S]*?) ?$/;

/**
 * Docker's classic builder and buildah write as if a shell had run everything: `/bin/sh -c #(nop) CMD ["sh"]`, and a
 * RUN is the bare `/bin/sh -c make`. Docker puts two blanks before most instructions; buildah writes them unexpanded.
 * https://github.com/moby/moby/blob/v26.1.5/builder/dockerfile/internals.go
 * https://github.com/containers/buildah/blob/v1.39.3/imagebuildah/stage_executor.go (getCreatedBy)
 */
export function readShell({ createdBy, comment }: HistoryEntry): Recorded | null {
  const mark = marker.exec(createdBy);
  return mark === null ? readRun(createdBy, comment) : readMarked(createdBy.slice(mark[0].length), comment);
}

function readMarked(line: string, comment: string): Recorded | null {
  const split = splitKeyword(line);
  if (split === null) return null;
  const { instruction, text } = split;
  const copied = instruction === 'COPY' || instruction === 'ADD' ? checksummed.exec(text) : null;
  const [, flags = '', source, target = ''] = copied ?? [];
  const twoBlanks = line.startsWith(' ');
  return {
    kind: 'instruction',
    builder: twoBlanks || flags !== '' ? 'docker' : isBuildah(comment) || isMetadata(instruction) ? 'buildah' : null,
    instruction,
    text: copied === null ? text : `${flags} ${target}`.trim(),
    buildArgs: instruction === 'ARG' ? readArguments(text) : noBuildArgs,
    source: sourceKind(source),
  };
}

/** What both write after one blank; everything else has two in Docker's. */
function isMetadata(instruction: string): boolean {
  return !['ADD', 'COPY', 'WORKDIR'].includes(instruction);
}

function readRun(createdBy: string, comment: string): Recorded | null {
  const { command, buildArgs } = splitBuildArguments(createdBy);
  if (command === createdBy && !/^\S+(?: \S+)* (?:-c|\/S \/C) /i.test(command)) return null;
  const builder = isBuildah(comment) ? 'buildah' : null;
  return { kind: 'instruction', builder, instruction: 'RUN', text: command, buildArgs, source: null };
}

/** buildah names in each entry, or in a build's first one, the image it started from. */
export function isBuildah(comment: string): boolean {
  return comment.startsWith('FROM ');
}

function sourceKind(word: string | undefined): SourceKind | null {
  return word === 'file' || word === 'dir' || word === 'multi' ? word : null;
}
