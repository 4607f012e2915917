import type { Rule } from '../rule.ts';
import { are, filesText, pathsText } from '../sentences.ts';

export const identicalCopy: Rule = {
  name: 'identical-copy',
  title: 'Files shipped again unchanged',
  severity: 'warning',
  sees: { by: 'waste', how: 'identical' },
  message: (sighting, { hidden }) =>
    `${filesText(sighting)} ${are(sighting.files)} shipped once more ${hidden(sighting)}, quite unchanged: ${pathsText(sighting)}`,
  advice: (sighting, { place }) =>
    `Ship them once: here, or in ${place(sighting.hiddenBy ?? 0)}, and leave them out of the other.`,
};
