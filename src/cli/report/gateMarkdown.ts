import type { GateCheck, GateFinding, GateStatus } from '../../core/gate/gateResult.ts';
import { formatPlatform } from '../../core/image/platform.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { rulePage } from '../../core/words/documentation.ts';
import { codeSpan, escapeMarkdown } from '../../core/words/markdown.ts';
import { diffSummary } from './diffSummary.ts';
import type { GateReport } from './gateReport.ts';
import { amountText, costText, limitText, placeText, verdictText } from './gateWords.ts';

/** For a comment at a pull request, or a job's summary: CommonMark with tables, without any HTML. */
export function gateMarkdown(report: GateReport): string {
  const parts = [headline(report), ruleTable(report), breachList(report), findingList(report), difference(report)];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const MARKS: Readonly<Record<GateStatus, string>> = { passed: '✅', failed: '❌', known: '🟡', skipped: '➖' };
/** Long comments are not read, and GitHub takes 65,536 characters. */
const MOST = 10;

function headline({ analysis, result, baseline }: GateReport): string {
  const { image, totals } = analysis;
  const facts = [
    codeSpan(image.reference),
    formatPlatform(image.platform),
    plural(totals.layers, 'layer'),
    `${bytesText(totals.shippedBytes)} shipped`,
    `${bytesText(totals.blobBytes)} to pull`,
    ...(baseline === null ? [] : [`baseline ${codeSpan(baseline)}`]),
  ];
  return `## ${MARKS[result.passed ? 'passed' : 'failed']} Layerwise: ${verdictText(result)}\n\n${facts.join(' · ')}`;
}

function ruleTable({ result: { checks } }: GateReport): string {
  if (checks.length === 0) return '';
  const hasBefore = checks.some(({ before }) => before !== null);
  const rows = checks.map((check) => {
    const { status, title, rule, actual, before, note } = check;
    const figure = status === 'skipped' ? '' : amountText(check, actual);
    return [
      MARKS[status],
      `${plain(title)} ${cellSpan(rule)}${note === '' ? '' : `: ${plain(note)}`}`,
      status === 'failed' ? `**${figure}**` : figure,
      limitText(check),
      ...(hasBefore ? [before === null ? '' : amountText(check, before)] : []),
    ];
  });
  const titles = ['', 'Rule', 'Is', 'Allowed', ...(hasBefore ? ['Before'] : [])];
  return table(titles, ['', '', '-:', '', '-:'], rows);
}

function breachList({ result: { checks } }: GateReport): string {
  const breaches = checks.flatMap(({ rule, breaches: all }) => all.map((breach) => ({ rule, ...breach })));
  if (breaches.length === 0) return '';
  const lines = breaches.slice(0, MOST).map(({ rule, status, place, message }) => {
    return `- ${MARKS[status]} **${placeText(place)}** ${codeSpan(rule)}: ${plain(message)}`;
  });
  return ['### Where rules are broken', '', ...lines, ...more(breaches.length, 'place')].join('\n');
}

function findingList({ result: { findings } }: GateReport): string {
  if (findings.length === 0) return '';
  const lines = findings.slice(0, MOST).map(findingText);
  return [`### ${plural(findings.length, 'finding')}`, '', ...lines, ...more(findings.length, 'finding')].join('\n');
}

const ICONS: Readonly<Record<GateFinding['severity'], string>> = { error: '⛔', warning: '⚠️', info: 'ℹ️' };

function findingText({ finding, severity, status }: GateFinding): string {
  const { rule, message, advice, written } = finding;
  const icon = status === 'passed' ? ICONS[severity] : MARKS[status];
  const cost = costText(finding);
  return `- ${icon} **${placeText(written)}** [${rule}](${rulePage(rule)})${cost === '' ? '' : ` · ${cost}`}\n  ${plain(message)}. *${plain(advice)}*`;
}

function difference({ comparison }: GateReport): string {
  if (comparison === null) return '';
  const { rows, paths } = diffSummary(comparison);
  const cells = rows.map(({ name, before, after, change }) => [name, before, after, change]);
  const head = `### Since ${codeSpan(comparison.a.analysis.image.reference)}`;
  return [head, table(['', 'Before', 'Now', 'Change'], ['', '-:', '-:', '-:'], cells), `${paths}.`].join('\n\n');
}

function more(all: number, what: string): string[] {
  return all > MOST ? [`- and ${plural(all - MOST, what)} more in the other reports`] : [];
}

function table(titles: readonly string[], aligns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map((_, i) => aligns[i] || '-')), ...rows.map(line)].join('\n');
}

/** As text; and nobody is called (`@name`) and no issue is referred to (`#1`) by what an image says. */
function plain(text: string): string {
  return escapeMarkdown(text)
    .replaceAll(/#(?=\d)/g, '#&#8203;')
    .replaceAll('\\@', '\\@&#8203;');
}

/** In a table a bar would end the cell, also in code. */
function cellSpan(text: GateCheck['rule']): string {
  return codeSpan(text).replaceAll('|', '\\|');
}
