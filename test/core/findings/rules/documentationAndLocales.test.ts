import { expect, it } from 'vitest';
import { documentationAndLocales as rule } from '../../../../src/core/findings/rules/documentationAndLocales.ts';
import { file } from '../../../support/members.ts';
import { kindSeen, said } from '../seen.ts';

it.each<[string, string | null]>([
  ['usr/share/doc/curl/changelog.gz', 'documentation'],
  ['usr/share/doc/curl/copyright', null],
  ['usr/share/licenses/curl/COPYING', null],
  ['app/doc/a.md', null],
  ['usr/share/man/man1/curl.1.gz', 'manuals'],
  ['usr/share/info/make.info.gz', 'manuals'],
  ['usr/share/locale/de/LC_MESSAGES/make.mo', 'translations'],
  ['usr/share/i18n/locales/de_DE', 'translations'],
  ['usr/share/locale/locale.alias', null],
  ['usr/lib/locale/locale-archive', null],
  ['usr/share/zoneinfo/UTC', null],
])('%s: %s', (path, kind) => {
  expect(kindSeen(rule, path)).toBe(kind);
});

it('says where they are', () => {
  expect(said(rule, [file('usr/share/man/man1/a', '12')])).toEqual([
    '2 B of manuals, which programs run without, are in usr/share/man',
  ]);
});
