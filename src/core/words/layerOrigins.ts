import type { Image } from '../image/types.ts';
import { readHistory } from '../mapping/history/readHistory.ts';
import type { RecordedInstruction } from '../mapping/history/recorded.ts';

/** For each layer what the history says made it, as a line of a Dockerfile where it is one. Not escaped for any output. */
export function layerOrigins(image: Image): string[] {
  const origins = image.layers.map(() => '(the history does not tell)');
  for (const { entry, layer, recorded } of readHistory(image)) {
    if (layer === null) continue;
    const { createdBy, comment } = image.history[entry];
    if (recorded.kind === 'instruction') origins[layer] = recordedText(recorded);
    else origins[layer] = createdBy.trim() || comment.trim() || origins[layer];
  }
  return origins.map((text) => text.trim().replaceAll(/\s+/g, ' '));
}

/** The shell goes without saying; of a source that only its checksum names, the kind is left. */
function recordedText({ instruction, source, text }: RecordedInstruction): string {
  const rest = text.replace(/^\/bin\/sh -c /, '');
  return source === null ? `${instruction} ${rest}` : `${instruction} ${source}:… ${rest}`;
}
