import type { Analysis } from '../../core/analysis.ts';
import { formatPlatform } from '../../core/image/platform.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { familiarName } from '../../core/words/familiarName.ts';
import { percentText } from '../../core/words/percentText.ts';
import { stageLabel } from '../../core/words/stageLabel.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import { findingList } from './findingList.ts';
import { layerTable } from './layerTable.ts';
import { stepTable } from './stepTable.ts';
import type { TextOptions } from './textOptions.ts';
import { warningLines } from './warningLines.ts';
import { wasteTable } from './wasteTable.ts';

/** The report for people: the image, its instructions or layers, what it all comes to, and where the waste is. */
export function analysisText(analysis: Analysis, options: TextOptions): string {
  const parts = [
    headline(analysis, options),
    analysis.dockerfile === null ? layerTable(analysis, options) : stepTable(analysis, analysis.dockerfile, options),
    totals(analysis, options),
    wasteTable(analysis, options),
    findingList(analysis, options),
    warningLines(analysis, options),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headline({ image, totals, dockerfile }: Analysis, { style }: TextOptions): string[] {
  const tags = image.tags.slice(0, 3).map(familiarName);
  const facts = [
    formatPlatform(image.platform),
    plural(totals.layers, 'layer'),
    `${bytesText(totals.blobBytes)} to pull`,
    ...(image.config.created ? [`built ${image.config.created.slice(0, 10)}`] : []),
  ].map(escapeForTerminal);
  const lines = [
    [style.strong(escapeForTerminal(image.reference)), ...tags.map(escapeForTerminal)].join('  '),
    style.faint(facts.join(' · ')),
  ];
  if (dockerfile === null) return [...lines, style.faint('No Dockerfile: name one with -f to see its lines.')];
  const target = dockerfile.dockerfile.stages.at(dockerfile.mapping.target);
  const stage = target?.name ? `, stage ${escapeForTerminal(stageLabel(target))}` : '';
  const origin = dockerfile.recorded ? ', as the builder recorded it in the image' : '';
  return [...lines, style.faint(`${escapeForTerminal(dockerfile.path)}${stage}${origin}`)];
}

const BAR = 32;

function totals({ totals: t }: Analysis, { style }: TextOptions): string[] {
  const visible = Math.round(t.efficiency * BAR);
  const bar = style.good('█'.repeat(visible)) + style.bad('░'.repeat(BAR - visible));
  const share = (bytes: number): string => (t.shippedBytes === 0 ? '' : percentText(bytes / t.shippedBytes));
  const row = (name: string, bytes: number, note: string): string =>
    `${name.padEnd(11)}${bytesText(bytes).padStart(9)}  ${note}`.trimEnd();
  const user = t.layers - t.baseLayers;
  return [
    `${bar}  ${style.strong(`${percentText(t.efficiency)} efficient`)}`,
    row('Shipped', t.shippedBytes, `in ${plural(t.layers, 'layer')}`),
    row('Visible', t.visibleBytes, share(t.visibleBytes)),
    style.bad(row('Wasted', t.wastedBytes, share(t.wastedBytes))),
    ...(t.baseLayers > 0
      ? [
          style.faint(
            `Without the base image: ${bytesText(t.userShippedBytes)} shipped in ${plural(user, 'layer')}, ${bytesText(t.userWastedBytes)} wasted`,
          ),
        ]
      : []),
  ];
}
