import type { ReportData, ReportStep } from '../../core/picture/reportTypes.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText } from '../../core/words/countText.ts';
import { secondsText } from '../../core/words/secondsText.ts';
import { showControls } from '../../core/words/showControls.ts';
import { element } from '../element.ts';
import { type Cell, type Column, type Row, section, table } from './table.ts';

/** Every line of the Dockerfile with what it did to the image. */
export function stepsSection(data: ReportData): HTMLElement {
  const { steps, dockerfile } = data;
  const hasTimes = steps.some(({ seconds, cached }) => seconds !== null || cached);
  const columns: Column[] = [
    { title: dockerfile === null ? 'Layer' : 'Line', isNumber: true },
    { title: 'Instruction' },
    ...(hasTimes ? [{ title: 'Time', isNumber: true }] : []),
    ...['Added', 'Overwritten', 'Hidden', 'Shipped', 'Wasted'].map((title) => ({ title, isNumber: true })),
  ];
  const title = dockerfile === null ? 'Layers' : 'Steps';
  return section(
    title,
    table(
      title,
      columns,
      steps.map((step) => stepRow(step, hasTimes)),
    ),
    ...doubts(steps),
  );
}

function stepRow(step: ReportStep, hasTimes: boolean): Row {
  const { changes, shippedBytes, wastedBytes, layers } = step;
  const mark = step.doubt === 'stale' ? '*' : step.doubt === 'guessed' ? '?' : '';
  const overwritten = changes.modified + changes.metadata + changes.identical;
  return {
    attributes: { 'data-layers': layers.join(' '), class: layers.length === 0 ? 'lw-quiet' : '' },
    cells: [
      (step.line === null ? `#${layers.join(', ')}` : String(step.line)) + mark,
      element('code', {}, lines(step.text)),
      ...(hasTimes ? [timeText(step)] : []),
      count(changes.added),
      count(overwritten),
      count(changes.removed),
      bytes(shippedBytes),
      wastedBytes === 0 ? '' : element('span', { class: 'lw-lost' }, bytesText(wastedBytes)),
    ],
  };
}

/** Lines stay lines; all other controls are written out. */
function lines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => showControls(line.replaceAll('\t', '    ')))
    .join('\n');
}

const count = (number: number): Cell => (number === 0 ? '' : countText(number));
const bytes = (number: number): Cell => (number === 0 ? '' : bytesText(number));

function timeText({ seconds, cached }: ReportStep): string {
  return cached ? 'cached' : seconds === null ? '' : secondsText(seconds);
}

function doubts(steps: readonly ReportStep[]): HTMLElement[] {
  const notes = [
    ...(steps.some(({ doubt }) => doubt === 'guessed') ? ['? matched by its place only'] : []),
    ...(steps.some(({ doubt }) => doubt === 'stale')
      ? ['* changed since the image was built: the figures are of its former text']
      : []),
  ];
  return notes.map((note) => element('p', { class: 'lw-note' }, note));
}
