import type { Rule } from '../rule.ts';
import { are, filesText, pathsText } from '../sentences.ts';

export const metadataOnlyCopy: Rule = {
  name: 'metadata-only-copy',
  title: 'Files shipped again for their mode or owner',
  severity: 'warning',
  sees: { by: 'waste', how: 'metadata' },
  message: (sighting, { hidden }) =>
    `${filesText(sighting)} ${are(sighting.files)} shipped once more ${hidden(sighting)}, for mode, owner or attributes alone: ${pathsText(sighting)}`,
  advice: () =>
    'Set mode and owner where the files come in: COPY --chmod, COPY --chown, or in the RUN that makes them.',
};
