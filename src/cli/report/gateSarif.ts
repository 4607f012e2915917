import type { Location, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import { version } from '../../../package.json';
import type { FindingPlace } from '../../core/findings/finding.ts';
import { REPOSITORY } from '../../core/words/documentation.ts';
import { showControls } from '../../core/words/showControls.ts';
import { type GateProblem, gateProblems } from './gateProblems.ts';
import type { GateReport, ReportedFix } from './gateReport.ts';

/**
 * SARIF 2.1.0, as code scanning reads it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * Files are named from the repository's root, which is whatever the reader takes `%SRCROOT%` for.
 */
export function gateSarif(report: GateReport): string {
  const problems = gateProblems(report);
  const rules = rulesOf(problems);
  const run: Run = {
    tool: { driver: { name: 'Layerwise', version, informationUri: REPOSITORY, rules } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
    invocations: [
      {
        executionSuccessful: report.analysis.failures.length === 0,
        toolExecutionNotifications: notificationsOf(report),
      },
    ],
    results: problems.map((problem) => resultOf(problem, rules, report)),
  };
  const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const ROOT = '%SRCROOT%';
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

function rulesOf(problems: readonly GateProblem[]): ReportingDescriptor[] {
  // The worst stand first, and so decide how severe a rule is.
  const byName = new Map(problems.toReversed().map((problem) => [problem.rule, problem]));
  const names = [...new Set(problems.map(({ rule }) => rule))];
  return names
    .flatMap((name) => byName.get(name) ?? [])
    .map(({ rule, title, page, advice, level }) => ({
      id: rule,
      defaultConfiguration: { level: LEVELS[level] },
      shortDescription: { text: title },
      helpUri: page,
      help: { text: advice === '' ? `What ${rule} means: ${page}` : `${title}. Read more: ${page}` },
    }));
}

function resultOf(problem: GateProblem, rules: readonly ReportingDescriptor[], report: GateReport): Result {
  const { rule, level, message, advice, written, hidden, isKnown, finding, fingerprint } = problem;
  const related = hidden === null ? null : physical(hidden, report);
  const fixes = finding === null ? [] : report.fixes(finding);
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level: LEVELS[level],
    message: { text: messageText(advice === '' ? `${message}.` : `${message}. ${advice}`) },
    locations: [locationOf(written, report)],
    ...(related === null
      ? {}
      : { relatedLocations: [{ id: 1, ...related, message: { text: 'Removed or covered here.' } }] }),
    partialFingerprints: { 'layerwise/v1': fingerprint },
    ...(report.result.usesBaseline ? { baselineState: isKnown ? 'unchanged' : 'new' } : {}),
    ...(fixes.length === 0 || report.artifact === null
      ? {}
      : { fixes: fixes.map((fix) => fixOf(fix, report.artifact ?? '')) }),
    ...(finding === null
      ? {}
      : {
          properties: {
            bytes: finding.bytes,
            share: finding.share,
            files: finding.files,
            paths: finding.paths.map(({ path }) => showControls(path)),
            ...(finding.kind === '' ? {} : { kind: finding.kind }),
          },
        }),
  };
}

/** At the line that wrote; what no line made is about the image, and the Dockerfile as a whole where there is one. */
function locationOf(place: FindingPlace | null, report: GateReport): Location {
  const reference = showControls(report.analysis.image.reference);
  const layer = place === null ? '' : ` layer ${place.layer}`;
  const logicalLocations = [{ name: reference, fullyQualifiedName: `${reference}${layer}`, kind: 'image' }];
  const line = place === null ? null : physical(place, report);
  const file = line ?? physical({ startLine: 1, endLine: 1 }, report);
  return { ...file, logicalLocations };
}

function physical(
  { startLine, endLine }: Pick<FindingPlace, 'startLine' | 'endLine'>,
  { artifact }: GateReport,
): Pick<Location, 'physicalLocation'> | null {
  if (startLine === null || artifact === null) return null;
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(artifact),
      region: { startLine, endLine: endLine ?? startLine },
    },
  };
}

function fixOf({ title, edits }: ReportedFix, artifact: string): NonNullable<Result['fixes']>[number] {
  return {
    description: { text: messageText(title) },
    artifactChanges: [
      {
        artifactLocation: artifactLocation(artifact),
        replacements: edits.map(({ startOffset, endOffset, newText }) => ({
          deletedRegion: { charOffset: startOffset, charLength: endOffset - startOffset },
          insertedContent: { text: newText },
        })),
      },
    ],
  };
}

function artifactLocation(path: string): { uri: string; uriBaseId: string } {
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}

function notificationsOf({ analysis }: GateReport): Notification[] {
  const failures = analysis.failures.map(({ failure }) => ({ level: 'error' as const, text: failure.message }));
  const warnings = analysis.warnings.map(({ message }) => ({ level: 'warning' as const, text: message }));
  return [...failures, ...warnings].map(({ level, text }) => ({ level, message: { text: messageText(text) } }));
}

/** What would be a link or a placeholder is neither. §3.11.5, §3.11.6 */
function messageText(text: string): string {
  return showControls(text)
    .replaceAll(/\{(\d+)\}/g, '{{$1}}')
    .replaceAll('](', '\\](');
}
