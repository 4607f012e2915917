import type { GateCheck, GateFinding } from '../../core/gate/gateResult.ts';
import { cutMiddle } from '../../core/words/cutMiddle.ts';
import { showControls } from '../../core/words/showControls.ts';
import type { GateReport } from './gateReport.ts';
import { checkSentence, costText, placeText } from './gateWords.ts';

/**
 * JUnit's XML, as Jenkins and GitLab read it: a test for each rule and for each finding. What the baseline accepts is a
 * skipped test, and so is a rule that cannot be told.
 */
export function gateJunit(report: GateReport): string {
  const { analysis, result } = report;
  const suites = [
    suite('rules', result.checks.map(checkCase)),
    suite(
      'findings',
      result.findings.map((finding) => findingCase(finding, report)),
    ),
  ];
  const sum = (of: (counts: Counts) => number): number => suites.reduce((total, { counts }) => total + of(counts), 0);
  const counts = {
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    skipped: sum(({ skipped }) => skipped),
  };
  const name = `layerwise ci ${analysis.image.reference}`;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name, ...counts, errors: 0 })}>`,
    ...suites.flatMap(({ lines: inside }) => inside),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

interface Case {
  readonly name: string;
  readonly file: string | null;
  readonly outcome: Outcome;
}

type Outcome =
  | { readonly kind: 'passed'; readonly text: string }
  | { readonly kind: 'failed'; readonly rule: string; readonly message: string; readonly text: string }
  | { readonly kind: 'skipped'; readonly message: string };

function suite(name: string, cases: readonly Case[]): { readonly counts: Counts; readonly lines: readonly string[] } {
  const count = (kind: Outcome['kind']): number => cases.filter(({ outcome }) => outcome.kind === kind).length;
  const counts = { tests: cases.length, failures: count('failed'), skipped: count('skipped') };
  const open = `  <testsuite${attributes({ name: `layerwise ${name}`, ...counts, errors: 0, time: 0 })}>`;
  return { counts, lines: [open, ...cases.flatMap((one) => caseLines(name, one)), '  </testsuite>'] };
}

function caseLines(group: string, { name, file, outcome }: Case): string[] {
  const named = { classname: `layerwise.${group}`, name, ...(file === null ? {} : { file }), time: 0 };
  return [`    <testcase${attributes(named)}>`, `      ${outcomeText(outcome)}`, '    </testcase>'];
}

function outcomeText(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'passed':
      return `<system-out>${escapeXml(outcome.text)}</system-out>`;
    case 'failed':
      return `<failure${attributes({ message: outcome.message, type: outcome.rule })}>${escapeXml(outcome.text)}</failure>`;
    case 'skipped':
      return `<skipped${attributes({ message: outcome.message })}/>`;
  }
}

function checkCase(check: GateCheck): Case {
  const { rule, title, status, breaches, note } = check;
  const sentence = checkSentence(check);
  const places = breaches.map(({ place, message }) => `${placeText(place)}: ${message}`);
  const text = [sentence, ...(note === '' ? [] : [note]), ...places].join('. ');
  return { name: `${rule}: ${title}`, file: null, outcome: outcomeOf(status, rule, sentence, text) };
}

function findingCase({ finding, status, key }: GateFinding, { artifact }: GateReport): Case {
  const { rule, message, advice, written } = finding;
  const cost = costText(finding);
  const text = `${placeText(written)}: ${message}${cost === '' ? '' : ` (${cost})`}. ${advice}`;
  return { name: cutMiddle(key, LONGEST_NAME), file: artifact, outcome: outcomeOf(status, rule, message, text) };
}

const LONGEST_NAME = 160;

function outcomeOf(status: GateCheck['status'], rule: string, message: string, text: string): Outcome {
  if (status === 'passed') return { kind: 'passed', text };
  if (status === 'failed') return { kind: 'failed', rule, message, text };
  return { kind: 'skipped', message: status === 'known' ? `No worse than in the baseline. ${message}` : message };
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Control characters, which XML has no form for, are written out, and so are the two that are no characters. */
function escapeXml(text: string): string {
  return showControls(text)
    .replaceAll(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]);
}
