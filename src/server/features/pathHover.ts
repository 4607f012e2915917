import type { HoverTarget } from '../../core/annotations/hoverTarget.ts';
import type { Change } from '../../core/merge/changes.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { countText, plural } from '../../core/words/countText.ts';
import { commandLink } from '../markdown/commandLink.ts';
import { pathSpan } from '../markdown/escape.ts';
import type { AnnotatedDocument } from './annotatedDocument.ts';
import { doubtOf, doubtSentence } from './doubt.ts';
import { fileText } from './effectSections.ts';
import { SEPARATOR } from './figuresText.ts';
import { bullets } from './sections.ts';

/** What a step's own layers brought to a path: it and everything below it. */
export interface Arrived {
  /** Files, links and devices. */
  readonly files: number;
  readonly bytes: number;
  /** Some of them, largest first. */
  readonly rows: readonly { readonly path: string; readonly bytes: number; readonly change: Change }[];
}

type PathTarget = Extract<HoverTarget, { kind: 'copyDestination' | 'copySource' }>;

/** Of a path of COPY or ADD what arrived of it, as Markdown. */
export function pathHover(
  document: AnnotatedDocument,
  target: PathTarget,
  { commandLinks, arrived }: { readonly commandLinks: boolean; readonly arrived: Arrived | null },
): string {
  const step = document.annotations.steps[target.step];
  const { uri } = document;
  const parts = [
    targetText(target),
    step.own.length === 0 ? noLayerText(step.shownAt.at(0)?.line ?? null) : arrivedText(target, arrived),
    doubtSentence(doubtOf(step)),
    commandLinks && step.layers.length > 0
      ? commandLink('Show in the tree', 'layerwise.showStep', { uri, step: target.step })
      : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function targetText(target: PathTarget): string {
  const { destination, arrivesAt } = target;
  const whole = absolute(destination.path);
  if (target.kind === 'copyDestination') return `**To** ${whole}`;
  const source = `**From** ${pathSpan(target.source)}`;
  if (arrivesAt === null) return `${source} to ${whole}, among the files of the other sources`;
  // Of several sources a directory's contents are not below its name, so only the path is told.
  return `${source}${arrivesAt === destination.path ? '' : ', as a file'} to ${absolute(arrivesAt)}`;
}

function noLayerText(line: number | null): string {
  return line === null ? 'The image has no layer of this line.' : `What arrived is in one layer with line ${line}.`;
}

function arrivedText({ arrivesAt }: PathTarget, arrived: Arrived | null): string {
  if (arrivesAt === null || arrived === null) return '';
  if (arrived.files === 0) return 'Nothing of this layer is there.';
  const rows = arrived.rows.slice(0, ROWS);
  const more = arrived.files - rows.length;
  const items = [...rows.map(fileRow), ...(more > 0 ? [`and ${countText(more)} more`] : [])];
  return bullets(`${plural(arrived.files, 'file')} arrived${SEPARATOR}${bytesText(arrived.bytes)}`, items);
}

const ROWS = 8;

function fileRow(row: Arrived['rows'][number]): string {
  return row.change === 'removed' ? `${pathSpan(row.path)} removed` : fileText({ ...row, node: 0 });
}

function absolute(path: string): string {
  return pathSpan(`/${path}`);
}
