import type { Analysis } from '../../core/analysis.ts';
import type { Joined } from '../../core/whatIf/joinLayers.ts';
import type { Without } from '../../core/whatIf/withoutLayers.ts';
import { bytesChangeText, bytesText } from '../../core/words/bytesText.ts';
import { percentText } from '../../core/words/percentText.ts';
import { type Cell, type Column, cutText, layOut } from '../terminal/table.ts';
import { titleRow } from './columns.ts';
import { layerNames } from './layerNames.ts';
import { placeOf } from './place.ts';
import type { TextOptions } from './textOptions.ts';
import type { WhatIf } from './whatIf.ts';

/** The answer for people. */
export function whatIfText(analysis: Analysis, answer: WhatIf, options: TextOptions): string {
  return `${linesOf(analysis, answer, options).join('\n')}\n`;
}

function linesOf(analysis: Analysis, answer: WhatIf, options: TextOptions): string[] {
  switch (answer.question) {
    case 'join':
      return joinLines(analysis, answer.joined, options);
    case 'without':
      return withoutLines(analysis, answer.without, options);
    case 'suggest':
      return suggestionLines(analysis, answer.joins, options);
  }
}

function joinLines(analysis: Analysis, joined: Joined, options: TextOptions): string[] {
  const { first, last, savedBytes, copiedBytes } = joined;
  const copied = [
    `${bytesText(copiedBytes)} would be shipped again:`,
    'lower files that these layers leave under new names only.',
  ];
  return [
    options.style.strong(`With ${rangeText(analysis, joined)} as one layer`),
    ...layerRows(analysis, numbersFrom(first, last), options),
    '',
    ...changeTable(analysis, -savedBytes, 0, options),
    '',
    'The image would show the same files.',
    ...(copiedBytes > 0 ? copied : []),
  ];
}

function withoutLines(analysis: Analysis, without: Without, options: TextOptions): string[] {
  const { layers, savedBytes, lostBytes, restoredBytes, visibleChange } = without;
  return [
    options.style.strong(`Without ${layers.length === 1 ? `layer ${layers[0]}` : `layers ${layers.join(', ')}`}`),
    ...layerRows(analysis, layers, options),
    '',
    ...changeTable(analysis, -savedBytes, visibleChange, options),
    '',
    `${bytesText(lostBytes)} would be gone from the image.`,
    `${bytesText(restoredBytes)} that are covered or hidden now would be there again.`,
    options.style.faint('The other layers are taken as they are: a build might write them otherwise.'),
  ];
}

function suggestionLines(analysis: Analysis, joins: readonly Joined[], { style, width }: TextOptions): string[] {
  if (joins.length === 0) return ['No layers of this image would be smaller as one.'];
  const names = layerNames(analysis);
  const columns: readonly Column[] = [
    { title: 'Saved', align: 'right' },
    { title: 'of shipped', align: 'right' },
    { title: 'Join', align: 'left' },
    { title: 'Layers', align: 'right' },
    { title: 'from … to', align: 'left', flexible: true },
  ];
  const room = Math.max(9, Math.floor((width - 52) / 2));
  const rows = joins.map((joined): Cell[] => [
    { text: bytesText(joined.savedBytes), paint: style.good },
    { text: percentText(joined.savedBytes / analysis.totals.shippedBytes) },
    { text: rangeText(analysis, joined) },
    { text: `${joined.first}-${joined.last}`, paint: style.faint },
    { text: [joined.first, joined.last].map((layer) => cutText(names[layer], room)).join(' … '), paint: style.name },
  ]);
  return [
    style.strong('What these as one layer would save, the most for each layer given up first'),
    ...layOut(columns, [titleRow(columns, style), ...rows], width),
    style.faint('Ranges overlap: their savings do not add up.'),
    style.faint('Fewer layers also leave less to reuse from the build cache.'),
  ];
}

function layerRows(analysis: Analysis, layers: readonly number[], { style, width }: TextOptions): string[] {
  const names = layerNames(analysis);
  const columns: readonly Column[] = [
    { title: '', align: 'right' },
    { title: '', align: 'right' },
    { title: '', align: 'left', flexible: true },
    { title: '', align: 'right' },
  ];
  const rows = layers.map((layer): Cell[] => [
    { text: `layer ${layer}`, paint: style.faint },
    { text: placeOf(analysis, layer).replace(/^layer .*/, ''), paint: style.faint },
    { text: names[layer], paint: style.name },
    { text: bytesText(analysis.layers[layer].shippedBytes) },
  ]);
  return layOut(columns, rows, width);
}

function changeTable({ totals }: Analysis, shipped: number, visible: number, { style, width }: TextOptions): string[] {
  const columns: readonly Column[] = [
    { title: '', align: 'left' },
    { title: 'now', align: 'right' },
    { title: 'then', align: 'right' },
    { title: 'change', align: 'right' },
  ];
  const row = (name: string, now: number, change: number): Cell[] => [
    { text: name },
    { text: bytesText(now) },
    { text: bytesText(now + change) },
    { text: bytesChangeText(change), paint: style.strong },
  ];
  const rows = [
    row('Shipped', totals.shippedBytes, shipped),
    row('Visible', totals.visibleBytes, visible),
    row('Wasted', totals.wastedBytes, shipped - visible),
  ];
  return layOut(columns, [titleRow(columns, style), ...rows], width);
}

/** `lines 27-29`, or `layers 3-5` where one of the two ends has no line. */
function rangeText(analysis: Analysis, { first, last }: Joined): string {
  const [from, to] = [first, last].map((layer) => placeOf(analysis, layer).split(' '));
  return from[0] === 'line' && to[0] === 'line' ? `lines ${from[1]}-${to[1]}` : `layers ${first}-${last}`;
}

function numbersFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
