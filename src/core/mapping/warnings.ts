import type { Warning } from '../image/warning.ts';
import type { RecordedEntry } from './history/readHistory.ts';
import type { LayerOwners } from './layersOfSteps.ts';
import type { HistoryMatch } from './matchHistory.ts';
import { quoted } from './quoted.ts';

/** What the history shows that a person should know before believing the mapping. */
export function historyWarnings(match: HistoryMatch, owners: LayerOwners): readonly Warning[] {
  // Whoever read the image has said so of a history that is missing or does not fit.
  return match.layersAreKnown ? [...wholeImage(match), ...squashed(owners), ...ownerless(match, owners)] : [];
}

function wholeImage({ entries, matches, expected }: HistoryMatch): readonly Warning[] {
  if (matches.length > 0 || expected.length === 0) return [];
  const makers = new Set(entries.flatMap(({ recorded }) => (recorded.kind === 'foreign' ? [recorded.maker] : [])));
  const foreign = entries.every(({ recorded }) => recorded.kind === 'foreign');
  const message = foreign
    ? `The image was not built from a Dockerfile but by ${[...makers].join(', ')}: its layers are shown without lines.`
    : 'No line of this Dockerfile is in the image’s history: it seems to be of another image. Layers are shown without lines.';
  return [{ layer: null, code: foreign ? 'foreign-image' : 'other-dockerfile', message }];
}

function squashed({ commits, stepsOfLayer }: LayerOwners): readonly Warning[] {
  return commits.flatMap((layer) => {
    const steps = stepsOfLayer[layer]?.length ?? 0;
    const message = `Layer ${layer} holds what ${steps} lines made: the image was squashed, or built without layers. It stands at each of them.`;
    return steps > 1 ? [{ layer, code: 'squashed', message }] : [];
  });
}

function ownerless({ entries, matches }: HistoryMatch, { stepsOfLayer }: LayerOwners): readonly Warning[] {
  if (matches.length === 0) return [];
  return entries.flatMap((entry) => {
    const { layer } = entry;
    if (layer === null || stepsOfLayer[layer]?.length !== 0) return [];
    return [
      { layer, code: 'unmatched-layer', message: `No line of this Dockerfile made layer ${layer}: ${origin(entry)}.` },
    ];
  });
}

function origin({ recorded }: RecordedEntry): string {
  if (recorded.kind === 'instruction')
    return `it comes from ${quoted(`${recorded.instruction} ${recorded.text}`)}, which is no longer in it`;
  return recorded.kind === 'foreign' ? `it was added by ${recorded.maker}` : 'it was squashed from others';
}
