import type { ReportData } from '../../core/picture/reportTypes.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { hidingWords } from '../../core/words/hidingWords.ts';
import { showControls } from '../../core/words/showControls.ts';
import { element } from '../element.ts';
import { section, table } from './table.ts';

/** The largest files that are shipped for nothing, with the line that wrote each and the line that made it useless. */
export function wasteSection({ waste, wastedFiles, layers }: ReportData): HTMLElement[] {
  if (waste.length === 0) return [];
  const place = (layer: number): string => {
    const line = layers[layer]?.line ?? null;
    return line === null ? `layer ${layer}` : `line ${line}`;
  };
  const columns = [
    { title: 'Bytes', isNumber: true },
    { title: 'Path' },
    { title: 'Written' },
    { title: 'What happened to it' },
  ];
  const rows = waste.map(({ path, bytes, layer, hiddenBy }) => ({
    cells: [
      bytesText(bytes),
      element('code', {}, `/${showControls(path)}`),
      place(layer),
      `${hidingWords[hiddenBy.how]} in ${place(hiddenBy.layer)}`,
    ],
  }));
  const more = wastedFiles - waste.length;
  const note = more > 0 ? [element('p', { class: 'lw-note' }, `and ${plural(more, 'file')} more`)] : [];
  return [section('Wasted files', table('Wasted files', columns, rows), ...note)];
}

export function warningsSection({ warnings }: ReportData): HTMLElement[] {
  if (warnings.length === 0) return [];
  return [section('Warnings', element('ul', {}, ...warnings.map((text) => element('li', {}, showControls(text)))))];
}
