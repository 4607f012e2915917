import type { Image } from '../../core/image/types.ts';
import { readHistory } from '../../core/mapping/history/readHistory.ts';
import type { RecordedInstruction } from '../../core/mapping/history/recorded.ts';
import { escapeForTerminal } from '../terminal/escape.ts';

/** For each layer what the history says made it, as a line of a Dockerfile where it is one, safe for a terminal. */
export function layerOrigins(image: Image): string[] {
  const origins = image.layers.map(() => '(the history does not tell)');
  for (const { entry, layer, recorded } of readHistory(image)) {
    if (layer === null) continue;
    const { createdBy, comment } = image.history[entry];
    if (recorded.kind === 'instruction') origins[layer] = instructionText(recorded);
    else origins[layer] = createdBy.trim() || comment.trim() || origins[layer];
  }
  return origins.map((text) => escapeForTerminal(text.trim().replaceAll(/\s+/g, ' ')));
}

/** The shell goes without saying; of a source that only its checksum names, the kind is left. */
function instructionText({ instruction, source, text }: RecordedInstruction): string {
  const rest = text.replace(/^\/bin\/sh -c /, '');
  return source === null ? `${instruction} ${rest}` : `${instruction} ${source}:… ${rest}`;
}
