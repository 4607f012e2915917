import type { Rule } from '../rule.ts';
import { are, filesText, pathsText } from '../sentences.ts';

export const overwrittenInLaterLayer: Rule = {
  name: 'overwritten-in-later-layer',
  title: 'Files overwritten in a later layer',
  severity: 'warning',
  sees: { by: 'waste', how: 'modified' },
  message: (sighting, { hidden }) =>
    `${filesText(sighting)} ${are(sighting.files)} overwritten ${hidden(sighting)}, and shipped all the same: ${pathsText(sighting)}`,
  advice: (sighting, { place }) =>
    `Write them once: leave them out here, or do what ${place(sighting.hiddenBy ?? 0)} does in the same instruction.`,
};
