import type { Rule } from '../rule.ts';
import { are, filesText, pathsText } from '../sentences.ts';

export const deletedInLaterLayer: Rule = {
  name: 'deleted-in-later-layer',
  title: 'Files deleted in a later layer',
  severity: 'warning',
  sees: { by: 'waste', how: 'removed' },
  message: (sighting, { hidden }) =>
    `${filesText(sighting)} ${are(sighting.files)} removed ${hidden(sighting)}, and shipped all the same: ${pathsText(sighting)}`,
  advice: (sighting, { place }) =>
    `Remove them in the instruction that makes them: what ${place(sighting.hiddenBy ?? 0)} removes is only hidden.`,
};
