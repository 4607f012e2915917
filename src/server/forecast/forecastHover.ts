import type { Forecast } from '../../core/context/forecast.ts';
import { leftOutText } from '../../core/context/forecastText.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { SEPARATOR } from '../features/figuresText.ts';
import { bullets } from '../features/sections.ts';
import { codeSpan, escapeMarkdown, pathSpan } from '../markdown/escape.ts';
import type { ContextFacts, ForecastModel } from './forecastModel.ts';
import { forecastTitle } from './forecastTitle.ts';

/** What a COPY or ADD would bring, as Markdown; null for all other steps. What had better stay out, diagnostics tell. */
export function forecastHover({ forecasts, facts }: ForecastModel, step: number): string | null {
  const forecast = forecasts.get(step);
  if (forecast === undefined) return null;
  const parts = [
    `**Forecast**${SEPARATOR}${escapeMarkdown(forecastTitle(forecast, facts).replace(/^forecast: /, ''))}`,
    sourceSection(forecast),
    bullets('Largest folders', forecast.largestFolders.map(folderText)),
    bullets(
      'Largest files',
      forecast.largestFiles.slice(0, FILES).map(({ path, bytes }) => `${pathSpan(path)} ${bytesText(bytes)}`),
    ),
    bullets('Unpacked', forecast.unpacked.slice(0, FILES).map(archiveText)),
    ignoredText(facts),
    contextText(facts),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

const FILES = 5;

/** Of several sources what each brings. */
function sourceSection({ sources }: Forecast): string {
  if (sources.length < 2) return '';
  return bullets(
    'Of its sources',
    sources.map(({ source, files, bytes, isMissing }) => {
      const name = pathSpan(source.word);
      if (isMissing) return `${name} is not in the context, or is ignored`;
      if (source.kind !== 'path') return `${name} does not come from the context`;
      return `${name} ${plural(files, 'file')}, ${bytesText(bytes)}`;
    }),
  );
}

function folderText({ path, files, bytes }: Forecast['largestFolders'][number]): string {
  return `${pathSpan(`${path}/`)} ${bytesText(bytes)}, ${plural(files, 'file')}`;
}

function archiveText({ path, files, bytes, unread }: Forecast['unpacked'][number]): string {
  return unread === null
    ? `${pathSpan(path)} ${plural(files, 'file')}, ${bytesText(bytes)}`
    : `${pathSpan(path)} was not looked into: ${escapeMarkdown(unread)}. Its own size is counted.`;
}

function ignoredText({ ignoreFile, leftOut }: ContextFacts): string {
  if (ignoreFile === null) return 'There is no ignore file: everything in the context may go along.';
  const text = leftOut === null ? '' : leftOutText(leftOut);
  const name = codeSpan(ignoreFile.split(/[/\\]/).at(-1) ?? '');
  if (leftOut === null || text === '') return `${name} leaves out nothing of what the lines ask for.`;
  return `${name} leaves out ${text}: ${leftOut.names.map(pathSpan).join(', ')}${isMore(leftOut) ? ' …' : ''}`;
}

function isMore({ leftOutCounts: { folders, files }, names }: NonNullable<ContextFacts['leftOut']>): boolean {
  return folders + files > names.length;
}

function contextText({ root, reason, isCut }: ContextFacts): string {
  const cut = isCut ? ' It has more than was looked at, so the figures are too low.' : '';
  return `*Without an image: the files are those in ${pathSpan(root)} now, ${escapeMarkdown(reason)}.${cut}*`;
}
