import type { HistoryEntry } from '../../image/types.ts';
import { readArguments } from './buildArguments.ts';
import { splitKeyword } from './keywords.ts';
import { noBuildArgs, type Recorded } from './recorded.ts';

/**
 * kaniko writes the instruction as it stands in the Dockerfile, and only those that made a layer.
 * https://github.com/GoogleContainerTools/kaniko/blob/v1.23.2/pkg/executor/build.go (saveLayerToImage)
 */
export function readPlain({ createdBy, author }: HistoryEntry): Recorded | null {
  const split = splitKeyword(createdBy);
  if (split === null || (author !== 'kaniko' && !/^\s*[A-Z]+\s/.test(createdBy))) return null;
  return {
    kind: 'instruction',
    builder: 'kaniko',
    ...split,
    buildArgs: split.instruction === 'ARG' ? readArguments(split.text) : noBuildArgs,
    source: null,
  };
}
