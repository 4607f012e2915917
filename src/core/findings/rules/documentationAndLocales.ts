import { bytesText } from '../../words/bytesText.ts';
import type { Rule } from '../rule.ts';
import { placesText } from '../sentences.ts';

const WHAT: Readonly<Record<string, string>> = {
  documentation: 'documentation',
  manuals: 'manuals',
  translations: 'translations',
};

export const documentationAndLocales: Rule = {
  name: 'documentation-and-locales',
  title: 'Documentation and translations',
  severity: 'info',
  sees: {
    by: 'path',
    kinds: [
      {
        kind: 'documentation',
        // Licences have to be passed on with the programs.
        paths: [
          ...['usr/share/doc', 'usr/local/share/doc', 'usr/share/gtk-doc', 'usr/share/help', 'usr/share/doc-base'],
          ...['!usr/share/doc/*/copyright', '!usr/share/doc/*/LICENSE*', '!usr/share/doc/*/COPYING*'],
        ],
      },
      {
        kind: 'manuals',
        paths: ['usr/share/man', 'usr/local/share/man', 'usr/local/man', 'usr/share/info', 'usr/local/share/info'],
      },
      // What locales are made of; compiled ones, in usr/lib/locale, were made to be used.
      { kind: 'translations', paths: ['usr/share/locale', 'usr/share/i18n', '!usr/share/locale/locale.alias'] },
    ],
  },
  message: (sighting) =>
    `${bytesText(sighting.bytes)} of ${WHAT[sighting.kind] ?? 'documentation'}, which programs run without, are in ${placesText(sighting)}`,
  advice: () =>
    'Tell the package manager to leave them out: path-exclude in /etc/dpkg/dpkg.cfg.d for apt, --nodocs for dnf; apk does so by itself.',
};
