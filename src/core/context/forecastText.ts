import { bytesText } from '../words/bytesText.ts';
import { countText, plural } from '../words/countText.ts';
import type { Concern } from './concerns.ts';
import type { ContextListing } from './contextListing.ts';
import type { Forecast, SourceForecast, UnpackedArchive } from './forecast.ts';
import { ignoreEntryAnywhere, ignoreEntryFor } from './ignoreEntry.ts';

/** `214 files · 12.3 MB`; what does not come from the context is told beside it. Not escaped for any output. */
export function forecastFigures(forecast: Forecast): readonly string[] {
  const { files, bytes, unpacked, refused, sources } = forecast;
  if (refused !== null) return [`the builder refuses the pattern ${refused}`];
  const others = otherSources(sources);
  const missing = sources.filter(({ isMissing }) => isMissing);
  return [
    ...(files > 0
      ? [plural(files, 'file'), bytesText(bytes)]
      : missing.length < sources.length && others.length > 0
        ? []
        : ['nothing']),
    ...archivesText(
      unpacked.filter(({ unread }) => unread === null),
      'unpacked',
    ),
    ...archivesText(
      unpacked.filter(({ unread }) => unread !== null),
      'not looked into',
    ),
    ...others,
  ];
}

function archivesText({ length }: readonly UnpackedArchive[], what: string): readonly string[] {
  return length === 0 ? [] : [`${plural(length, 'archive')} ${what}`];
}

/** What ADD makes of an archive, in one sentence without its end. */
export function unpackedText({ path, files, bytes, unread }: UnpackedArchive): string {
  if (unread === null) return `ADD unpacks ${path}: ${plural(files, 'file')}, ${bytesText(bytes)}`;
  return `ADD unpacks ${path}, which was not looked into: ${unread}. Its own size is counted`;
}

function otherSources(sources: readonly SourceForecast[]): readonly string[] {
  const count = (kind: SourceForecast['source']['kind']): number =>
    sources.filter(({ source }) => source.kind === kind).length;
  const told: readonly (readonly [number, string])[] = [
    [count('url'), 'download'],
    [count('git'), 'repository'],
    [count('inline'), 'file written here'],
    [count('unknown'), 'path known only to the build'],
  ];
  return told.flatMap(([number, what]) =>
    number === 0 ? [] : [what === 'repository' ? plural(number, what, 'repositories') : pluralOf(number, what)],
  );
}

/** `2 files written here`. */
function pluralOf(count: number, what: string): string {
  const [noun, ...more] = what.split(' ');
  return [`${countText(count)} ${count === 1 ? noun : `${noun}s`}`, ...more].join(' ');
}

/** What would go along, in one sentence without its end. */
export function concernText({ kind, path, files, bytes, what }: Concern): string {
  const size = bytesText(bytes);
  switch (kind) {
    case 'git':
      return `${path} goes along, the history of the repository: ${plural(files, 'file')}, ${size}`;
    case 'modules':
      return `${path} goes along, with installed packages: ${plural(files, 'file')}, ${size}`;
    case 'secret':
      return `${path} goes along, by its name ${article(what ?? 'secret')}`;
    case 'large':
      return `${path} goes along, a very large file: ${size}`;
  }
}

function article(noun: string): string {
  if (noun.endsWith('s')) return noun;
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The line of an ignore file that keeps it out. */
export function concernEntry({ kind, path }: Concern): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return kind === 'modules' && path.includes('/') ? ignoreEntryAnywhere(name) : ignoreEntryFor(path);
}

/** `3 folders and 12 files`; empty for none. */
export function leftOutText({ leftOutCounts: { folders, files } }: Pick<ContextListing, 'leftOutCounts'>): string {
  return [...(folders > 0 ? [plural(folders, 'folder')] : []), ...(files > 0 ? [plural(files, 'file')] : [])].join(
    ' and ',
  );
}
