import type { PathDifference } from '../../core/diff/diffTrees.ts';
import { groupByBlame, totalsOf } from '../../core/diff/groupByBlame.ts';
import { pathText } from '../../core/merge/pathText.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText, plural } from '../../core/words/countText.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import { bytesOrBlank, countOrBlank } from '../terminal/numbers.ts';
import { type Cell, type Column, layOut } from '../terminal/table.ts';
import { titleRow } from './columns.ts';
import { blamedBy, blamedName, type ComparedImage, type Comparison } from './comparison.ts';
import { layerNames } from './layerNames.ts';
import { placeOf } from './place.ts';
import type { TextOptions } from './textOptions.ts';

const MOST = 20;

/** The comparison for people: what it comes to, by instruction, and the paths with most bytes. */
export function diffText(comparison: Comparison, options: TextOptions): string {
  const parts = [headline(comparison, options)];
  if (comparison.paths.length > 0) parts.push(blameTable(comparison, options), pathTable(comparison, options));
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headline(comparison: Comparison, { style }: TextOptions): string[] {
  const { paths, same } = comparison;
  const { added, removed, modified, metadata, addedBytes, removedBytes, changedBytes } = totalsOf(paths);
  const images = (['a', 'b'] as const).map((image) => `${image.toUpperCase()}  ${imageText(comparison[image])}`);
  if (paths.length === 0) return [...images, `No differences: ${plural(same, 'path')} alike.`];
  return [
    ...images.map(style.strong),
    `From A to B: ${countText(added)} added (${bytesText(addedBytes)}), ${countText(removed)} removed (${bytesText(removedBytes)}),`,
    `${countText(modified)} modified and ${countText(metadata)} with other metadata (${bytesText(changedBytes)}); ${countText(same)} alike`,
  ];
}

function imageText({ analysis: { image, layers }, step }: ComparedImage): string {
  const name = [image.reference, ...image.tags.slice(0, 1)].map(escapeForTerminal).join('  ');
  return step === layers.length - 1 ? name : `${name}  after layer ${step}`;
}

function blameTable(comparison: Comparison, { style, width }: TextOptions): string[] {
  const columns: readonly Column[] = [
    { title: 'To blame', align: 'left' },
    { title: 'Instruction', align: 'left', flexible: true },
    { title: 'Paths', align: 'right' },
    { title: 'Added', align: 'right' },
    { title: 'Removed', align: 'right' },
    { title: 'Changed', align: 'right' },
  ];
  const names = { a: layerNames(comparison.a.analysis), b: layerNames(comparison.b.analysis) };
  const groups = groupByBlame(comparison.paths, (blame) => blamedBy(comparison, blame), blamedName);
  const rows = groups.map(({ blamed, ...totals }): Cell[] => [
    { text: placeText(comparison, blamed) },
    { text: names[blamed.image][blamed.layer], paint: style.name },
    { text: countOrBlank(totals.added + totals.removed + totals.modified + totals.metadata) },
    { text: bytesOrBlank(totals.addedBytes), paint: style.bad },
    { text: bytesOrBlank(totals.removedBytes), paint: style.good },
    { text: bytesOrBlank(totals.changedBytes), paint: style.warn },
  ]);
  return layOut(columns, [titleRow(columns, style), ...rows], width);
}

function pathTable(comparison: Comparison, { style, width }: TextOptions): string[] {
  const columns: readonly Column[] = [
    { title: 'A', align: 'right' },
    { title: 'B', align: 'right' },
    { title: 'Change', align: 'left' },
    { title: 'Path', align: 'left', flexible: true },
    { title: 'To blame', align: 'left' },
  ];
  const largest = comparison.paths.toSorted((one, other) => bytesOf(other) - bytesOf(one)).slice(0, MOST);
  const rows = largest.map(({ path, change, a, b, blame }): Cell[] => [
    { text: a === null ? '' : bytesText(a.takes) },
    { text: b === null ? '' : bytesText(b.takes) },
    { text: change },
    { text: escapeForTerminal(pathText(path)) },
    { text: placeText(comparison, blame), paint: style.faint },
  ]);
  const more = comparison.paths.length - rows.length;
  return [
    style.strong(more > 0 ? 'Largest differences' : 'Differences'),
    ...layOut(columns, [titleRow(columns, style), ...rows], width),
    ...(more > 0 ? [style.faint(`and ${plural(more, 'path')} more: --format json lists them all`)] : []),
  ];
}

function bytesOf({ a, b }: PathDifference): number {
  return Math.max(a?.takes ?? 0, b?.takes ?? 0);
}

/** `B line 12`; without the image where there is one only. */
function placeText(comparison: Comparison, { image, layer }: PathDifference['blame']): string {
  const place = placeOf(comparison[image].analysis, layer);
  return comparison.a.analysis === comparison.b.analysis ? place : `${image.toUpperCase()} ${place}`;
}
