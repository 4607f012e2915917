import type { Analysis } from '../../core/analysis.ts';
import { analysisFindings } from '../../core/analysisFindings.ts';
import type { Finding, FindingPlace } from '../../core/findings/finding.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { percentText } from '../../core/words/percentText.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import type { TextOptions } from './textOptions.ts';

const MOST = 10;

/** What is worth fixing, dearest first, with what to do. */
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

function findingLines(
  { rule, severity, bytes, share, message, advice, written, doubt }: Finding,
  { style }: TextOptions,
) {
  const paint = severity === 'warning' ? style.bad : style.faint;
  const cost = bytes === 0 ? '' : ` · ${bytesText(bytes)}, ${percentText(share)} of the image`;
  const doubtText =
    doubt === null ? '' : doubt === 'stale' ? ' · the line has changed since' : ' · the line is a guess';
  return [
    `${paint(severity)}  ${style.strong(placeText(written))}  ${rule}${style.faint(`${cost}${doubtText}`)}`,
    `  ${escapeForTerminal(message)}`,
    `  ${style.faint(escapeForTerminal(advice))}`,
  ];
}

function placeText({ startLine, layer }: FindingPlace): string {
  return startLine === null ? `layer ${layer}` : `line ${startLine}`;
}

function dearestFirst(a: Finding, b: Finding): number {
  return Number(a.severity === 'info') - Number(b.severity === 'info') || b.bytes - a.bytes;
}
