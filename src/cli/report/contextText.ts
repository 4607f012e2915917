import { type Forecast, forecastCopies } from '../../core/context/forecast.ts';
import {
  concernEntry,
  concernText,
  forecastFigures,
  leftOutText,
  unpackedText,
} from '../../core/context/forecastText.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText, plural } from '../../core/words/countText.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import { bytesOrBlank, countOrBlank } from '../terminal/numbers.ts';
import { type Cell, type Column, layOut, type Row } from '../terminal/table.ts';
import { titleRow } from './columns.ts';
import type { ContextReport } from './contextReport.ts';
import { instructionText } from './instructionText.ts';
import type { TextOptions } from './textOptions.ts';

const COLUMNS: readonly Column[] = [
  { title: 'Line', align: 'right' },
  { title: 'Instruction', align: 'left', flexible: true },
  { title: 'Files', align: 'right' },
  { title: 'Size', align: 'right' },
  { title: 'Largest', align: 'left' },
];

/** The forecast for people: the context, its instructions, and what had better stay out. */
export function contextText(report: ContextReport, options: TextOptions): string {
  const { copies, context } = report;
  const forecasts = forecastCopies(copies, context.listing, { ...report.options, archiveAt: context.archiveAt });
  const parts = [headline(report, options), table(report, forecasts, options), concerns(report, forecasts, options)];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headline({ root, path, context }: ContextReport, { style }: TextOptions): string[] {
  const { listing, ignoreFile, refused } = context;
  const out = leftOutText(listing);
  const ignored =
    ignoreFile === null
      ? 'There is no .dockerignore: everything is in the context.'
      : refused === null
        ? `${ignoreFile.path} leaves out ${out === '' ? 'nothing of what is asked for' : out}`
        : `The builder refuses ${ignoreFile.path}: this is what it would be without.`;
  return [
    `${style.strong(escapeForTerminal(path))}  built from ${style.strong(escapeForTerminal(root))}`,
    style.faint(escapeForTerminal(ignored)),
    ...(listing.isCut ? [style.warn('There is more than was looked at: the figures are too low.')] : []),
    ...(listing.unreadable.length > 0
      ? [style.warn(`${plural(listing.unreadable.length, 'folder')} could not be read.`)]
      : []),
  ];
}

function table({ dockerfile, copies }: ContextReport, forecasts: readonly Forecast[], options: TextOptions): string[] {
  if (copies.length === 0) return ['No instruction takes anything from the context.'];
  const rows: Row[] = [titleRow(COLUMNS, options.style)];
  for (const forecast of forecasts) {
    const step = dockerfile.steps[forecast.copy.step];
    rows.push([
      { text: String(step.startLine), paint: options.style.faint },
      { text: instructionText(step), paint: options.style.name },
      { text: countOrBlank(forecast.files) },
      { text: bytesOrBlank(forecast.bytes) },
      largestCell(forecast, options),
    ]);
    for (const text of remarks(forecast)) rows.push({ line: options.style.warn(`      ${escapeForTerminal(text)}`) });
  }
  const files = forecasts.reduce((sum, forecast) => sum + forecast.files, 0);
  const bytes = forecasts.reduce((sum, forecast) => sum + forecast.bytes, 0);
  return [
    ...layOut(COLUMNS, rows, options.width),
    '',
    `${options.style.strong(`${plural(files, 'file')}, ${bytesText(bytes)}`)} from the context, in ${plural(forecasts.length, 'instruction')}`,
  ];
}

const LARGEST = 2;

function largestCell({ files: forecastFiles, largestFolders, largestFiles }: Forecast, { style }: TextOptions): Cell {
  const folders = largestFolders.map(({ path, bytes }) => ({ name: `${path}/`, bytes }));
  const files = largestFiles.map(({ path, bytes }) => ({ name: path, bytes }));
  const shown = (forecastFiles === 1 ? [] : folders.length > 0 ? folders : files).slice(0, LARGEST);
  const text = shown.map(({ name, bytes }) => `${escapeForTerminal(name)} ${bytesText(bytes)}`).join(', ');
  return { text, paint: style.faint };
}

/** What a person should know of a line beside its figures. */
function remarks(forecast: Forecast): readonly string[] {
  const { sources, files, refused, unpacked } = forecast;
  const missing = sources.filter(({ isMissing }) => isMissing).map(({ source }) => source.word);
  const others = forecastFigures({ ...forecast, files: 0, bytes: 0, unpacked: [] }).filter(
    (text) => text !== 'nothing',
  );
  return [
    ...(missing.length > 0 && refused === null ? [`not in the context: ${missing.join(', ')}`] : []),
    ...unpacked.slice(0, MOST).map(unpackedText),
    ...(unpacked.length > MOST ? [`and ${countText(unpacked.length - MOST)} archives more`] : []),
    ...(others.length > 0 ? [`${files > 0 ? 'and ' : ''}${others.join(', ')}`] : []),
  ];
}

/** How many of a line are named. */
const MOST = 10;

function concerns({ dockerfile }: ContextReport, forecasts: readonly Forecast[], { style }: TextOptions): string[] {
  const lines = forecasts.flatMap(({ copy, concerns: all }) => {
    const { startLine } = dockerfile.steps[copy.step];
    const shown = all.slice(0, MOST).map((concern) => {
      const hint = style.faint(`   .dockerignore: ${escapeForTerminal(concernEntry(concern))}`);
      return `${style.faint(String(startLine).padStart(4))}  ${escapeForTerminal(concernText(concern))}${hint}`;
    });
    const more = all.length - shown.length;
    return more > 0 ? [...shown, `      and ${countText(more)} more`] : shown;
  });
  return lines.length === 0 ? [] : [style.warn('What had better stay out'), ...lines];
}
