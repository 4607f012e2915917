import type { HistoryEntry } from '../../image/types.ts';
import { readArguments, splitBuildArguments } from './buildArguments.ts';
import { splitKeyword } from './keywords.ts';
import { noBuildArgs, type Recorded } from './recorded.ts';

const SUFFIX = ' # buildkit';

/**
 * BuildKit: `COPY --chown=1:1 app/ ./ # buildkit`, `RUN |1 A=1 /bin/sh -c make # buildkit`, `CMD ["sh"]`; variables are
 * expanded. https://github.com/moby/buildkit/blob/master/frontend/dockerfile/dockerfile2llb/convert.go
 */
export function readBuildkit({ createdBy, comment }: HistoryEntry): Recorded | null {
  const suffixed = createdBy.endsWith(SUFFIX);
  if (!suffixed && !comment.startsWith('buildkit.dockerfile')) return null;
  const split = splitKeyword(suffixed ? createdBy.slice(0, -SUFFIX.length) : createdBy);
  if (split === null) return null;
  const { instruction, text } = split;
  const shared = { kind: 'instruction', builder: 'buildkit', instruction, source: null } as const;
  if (instruction !== 'RUN')
    return { ...shared, text, buildArgs: instruction === 'ARG' ? readArguments(text) : noBuildArgs };
  const { command, buildArgs } = splitBuildArguments(text);
  return { ...shared, text: command, buildArgs };
}
