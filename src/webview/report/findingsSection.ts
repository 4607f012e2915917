import type { ReportData, ReportFinding } from '../../core/picture/reportTypes.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { percentText } from '../../core/words/percentText.ts';
import { showControls } from '../../core/words/showControls.ts';
import { element } from '../element.ts';
import { section } from './table.ts';

/** What is worth fixing, and how. */
export function findingsSection({ findings }: ReportData): HTMLElement[] {
  if (findings.length === 0) return [];
  return [section('Findings', element('ul', { class: 'lw-findings' }, ...findings.map(findingItem)))];
}

function findingItem({ rule, severity, message, advice, bytes, share, line, hiddenLine }: ReportFinding): HTMLElement {
  const cost = bytes === 0 ? [] : [`${bytesText(bytes)}, ${percentText(share)} of the image`];
  const places = [
    ...(line === null ? [] : [`line ${line}`]),
    ...(hiddenLine === null || hiddenLine === line ? [] : [`hidden in line ${hiddenLine}`]),
  ];
  return element(
    'li',
    { class: `lw-finding lw-${severity === 'warning' ? 'warning' : 'info'}` },
    element('strong', {}, showControls(message)),
    ...(advice === '' ? [] : [element('p', {}, showControls(advice))]),
    element('p', { class: 'lw-note' }, [...places, ...cost, rule].map(showControls).join(' · ')),
  );
}
