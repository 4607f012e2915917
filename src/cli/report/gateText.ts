import type { GateCheck, GateFinding, GateStatus } from '../../core/gate/gateResult.ts';
import { formatPlatform } from '../../core/image/platform.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { familiarName } from '../../core/words/familiarName.ts';
import { escapeForTerminal } from '../terminal/escape.ts';
import { type Cell, type Column, layOut, type Row } from '../terminal/table.ts';
import { wrap } from '../terminal/wrap.ts';
import { titleRow } from './columns.ts';
import { diffSummary } from './diffSummary.ts';
import type { GateReport } from './gateReport.ts';
import { amountText, costText, limitText, placeText, verdictText } from './gateWords.ts';
import type { TextOptions } from './textOptions.ts';
import { warningLines } from './warningLines.ts';

/** The gate's report for people: each rule with its figure, where it is broken, and what is worth fixing. */
export function gateText(report: GateReport, options: TextOptions): string {
  const parts = [
    headline(report, options),
    ruleTable(report, options),
    findingLines(report, options),
    differenceLines(report, options),
    warningLines(report.analysis, options),
    verdict(report, options),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

const MARKS: Readonly<Record<GateStatus, string>> = { passed: '✓', failed: '✗', known: '○', skipped: '–' };

function headline({ analysis, rulesFrom, baseline }: GateReport, { style }: TextOptions): string[] {
  const { image, totals, dockerfile } = analysis;
  const tags = image.tags.slice(0, 3).map(familiarName);
  const facts = [
    formatPlatform(image.platform),
    plural(totals.layers, 'layer'),
    `${bytesText(totals.shippedBytes)} shipped`,
    `${bytesText(totals.blobBytes)} to pull`,
  ];
  const sources = [
    rulesFrom.length === 0 ? 'the default rules' : `rules of ${rulesFrom.join(' and ')}`,
    ...(baseline === null ? [] : [`baseline ${baseline}`]),
    dockerfile === null ? 'no Dockerfile' : dockerfile.path,
  ];
  return [
    [style.strong(escapeForTerminal(image.reference)), ...tags.map(escapeForTerminal)].join('  '),
    style.faint(facts.map(escapeForTerminal).join(' · ')),
    style.faint(sources.map(escapeForTerminal).join(' · ')),
  ];
}

function ruleTable({ result: { checks } }: GateReport, options: TextOptions): string[] {
  if (checks.length === 0) return [];
  const { style, width } = options;
  const columns: readonly Column[] = [
    { title: ' ', align: 'left' },
    { title: 'Rule', align: 'left' },
    { title: '', align: 'left', flexible: true },
    { title: 'Is', align: 'right' },
    { title: 'Allowed', align: 'left' },
    { title: checks.some(({ before }) => before !== null) ? 'Before' : '', align: 'left' },
  ];
  const rows = checks.flatMap((check) => [checkRow(check, options), ...remarks(check, options)]);
  return layOut(columns, [titleRow(columns, style), ...rows], width);
}

function checkRow(check: GateCheck, options: TextOptions): Cell[] {
  const { style } = options;
  const paint = paintOf(check.status, options);
  const isSkipped = check.status === 'skipped';
  return [
    { text: MARKS[check.status], paint },
    { text: check.rule, paint: style.name },
    { text: check.title },
    { text: isSkipped ? '' : amountText(check, check.actual), paint },
    { text: limitText(check), paint: style.faint },
    { text: check.before === null ? '' : amountText(check, check.before), paint: style.faint },
  ];
}

/** So many places where a rule is broken are listed. */
const MOST_BREACHES = 5;

function remarks({ note, breaches }: GateCheck, options: TextOptions): Row[] {
  const { style } = options;
  const rest = breaches.length - MOST_BREACHES;
  return [
    ...(note === '' ? [] : [{ line: style.faint(`   ${escapeForTerminal(note)}`) }]),
    ...breaches.slice(0, MOST_BREACHES).map(({ status, place, message }) => {
      return { line: `   ${paintOf(status, options)(placeText(place))}  ${escapeForTerminal(message)}` };
    }),
    ...(rest > 0 ? [{ line: style.faint(`   and ${plural(rest, 'place')} more: --format json lists them all`) }] : []),
  ];
}

const MOST_FINDINGS = 10;

function findingLines({ result: { findings } }: GateReport, options: TextOptions): string[] {
  if (findings.length === 0) return [];
  const { style } = options;
  const rest = findings.length - MOST_FINDINGS;
  return [
    style.strong(plural(findings.length, 'finding')),
    ...findings.slice(0, MOST_FINDINGS).flatMap((finding) => findingText(finding, options)),
    ...(rest > 0 ? [style.faint(`and ${plural(rest, 'finding')} more: --format json lists them all`)] : []),
  ];
}

function findingText({ finding, severity, status }: GateFinding, options: TextOptions): string[] {
  const { style } = options;
  const { rule, message, advice, written } = finding;
  const paint = severity === 'info' ? style.faint : severity === 'warning' ? style.warn : style.bad;
  const mark = status === 'passed' ? ' ' : paintOf(status, options)(MARKS[status]);
  const facts = [costText(finding), ...(status === 'known' ? ['no worse than in the baseline'] : [])].filter(Boolean);
  return [
    `${mark}  ${paint(severity)}  ${style.strong(placeText(written))}  ${rule}${style.faint(facts.map((fact) => ` · ${fact}`).join(''))}`,
    ...indented(message, options),
    ...indented(advice, options).map(style.faint),
  ];
}

function indented(text: string, { width }: TextOptions): string[] {
  return wrap(escapeForTerminal(text), width - INDENT.length).map((line) => INDENT + line);
}

const INDENT = '   ';

function differenceLines({ comparison }: GateReport, { style }: TextOptions): string[] {
  if (comparison === null) return [];
  const { title, rows } = diffSummary(comparison);
  const width = Math.max(...rows.map(({ name }) => name.length));
  return [
    style.strong(escapeForTerminal(title)),
    ...rows.map(({ name, before, after, change }) => {
      return `${name.padEnd(width)}  ${before.padStart(9)} → ${after.padStart(9)}  ${style.faint(change)}`.trimEnd();
    }),
  ];
}

function verdict({ result }: GateReport, { style }: TextOptions): string[] {
  const { passed } = result;
  const paint = passed ? style.good : style.bad;
  return [`${paint(style.strong(passed ? '✓ passed' : '✗ failed'))}  ${verdictText(result)}`];
}

function paintOf(status: GateStatus, { style }: TextOptions): (text: string) => string {
  return { passed: style.good, failed: style.bad, known: style.warn, skipped: style.faint }[status];
}
