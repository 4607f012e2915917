import type { Analysis } from '../../core/analysis.ts';
import { analysisFindings } from '../../core/analysisFindings.ts';
import type { Finding, FindingPlace } from '../../core/findings/finding.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { percentText } from '../../core/words/percentText.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import { wrap } from '../terminal/wrap.ts';
import type { TextOptions } from './textOptions.ts';

const MOST = 10;
const INDENT = '  ';

/** What is worth fixing, warnings and what costs most first, with what to do. */
export function findingList(analysis: Analysis, options: TextOptions): string[] {
  const all = analysisFindings(analysis, options.limits).toSorted(dearestFirst);
  if (all.length === 0) return [];
  const rest = all.length - MOST;
  const { style } = options;
  return [
    style.strong(plural(all.length, 'finding')),
    ...all.slice(0, MOST).flatMap((finding) => findingLines(finding, options)),
    ...(rest > 0 ? [style.faint(`and ${plural(rest, 'finding')} more: --format json lists them all`)] : []),
  ];
}

function findingLines(finding: Finding, { style, width }: TextOptions): string[] {
  const { rule, severity, message, advice, written } = finding;
  const paint = severity === 'warning' ? style.bad : style.strong;
  const wrapped = (text: string): string[] => wrap(escapeForTerminal(text), width - INDENT.length);
  const [head, ...rest] = wrap([placeText(written), rule, ...costTexts(finding)].join(' · '), width);
  return [
    paint(head),
    ...rest.map(paint),
    ...wrapped(message).map((line) => INDENT + line),
    ...wrapped(advice).map((line) => INDENT + style.faint(line)),
  ];
}

function costTexts({ bytes, share, severity, doubt }: Finding): string[] {
  return [
    ...(bytes === 0 ? [] : [`${bytesText(bytes)}, ${percentText(share)} of the image`]),
    ...(severity === 'info' && doubt === null ? ['for information'] : []),
    ...(doubt === 'stale' ? ['the line has changed since'] : []),
    ...(doubt === 'guessed' ? ['the line is a guess'] : []),
  ];
}

function placeText({ startLine, layer }: FindingPlace): string {
  return startLine === null ? `Layer ${layer}` : `Line ${startLine}`;
}

function dearestFirst(a: Finding, b: Finding): number {
  return Number(a.severity === 'info') - Number(b.severity === 'info') || b.bytes - a.bytes;
}
