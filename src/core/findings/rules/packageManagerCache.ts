import { bytesText } from '../../words/bytesText.ts';
import type { Rule } from '../rule.ts';
import { placesText } from '../sentences.ts';

export const packageManagerCache: Rule = {
  name: 'package-manager-cache',
  title: 'Package manager caches left in the layer',
  severity: 'warning',
  sees: {
    by: 'path',
    kinds: [
      { kind: 'apt', paths: ['var/lib/apt/lists', 'var/cache/apt'] },
      { kind: 'apk', paths: ['var/cache/apk', 'etc/apk/cache'] },
      { kind: 'pip', paths: ['root/.cache/pip', 'home/*/.cache/pip'] },
      { kind: 'npm', paths: ['root/.npm/_cacache', 'home/*/.npm/_cacache'] },
    ],
  },
  message: (sighting) => `${bytesText(sighting.bytes)} of ${sighting.kind}'s cache are left in ${placesText(sighting)}`,
  advice: ({ kind }) => `Clear the cache in the same RUN, or keep it out of the layer with a cache mount for ${kind}.`,
};
