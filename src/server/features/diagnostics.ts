import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver';
import type { Finding } from '../../core/findings/finding.ts';
import { type FindingLimits, findings } from '../../core/findings/findings.ts';
import { hiddenHere } from '../../core/findings/hiddenHere.ts';
import { percentText } from '../../core/words/percentText.ts';
import { type AnnotatedDocument, firstLineOf } from './annotatedDocument.ts';
import { rulePage } from './documentation.ts';
import { doubtOf, doubtSentence } from './doubt.ts';

const SEVERITY = { warning: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information } as const;

/** What is worth fixing at the lines of a Dockerfile; of layers that no line made nothing can be shown. */
export function documentFindings({ dockerfile, mapping, facts }: AnnotatedDocument, limits: FindingLimits): Finding[] {
  const shippedBytes = facts.layers.reduce((sum, layer) => sum + layer.shippedBytes, 0);
  const found = findings({ sightings: facts.sightings, shippedBytes, mapped: { dockerfile, mapping } }, limits);
  return found.filter(({ written }) => written.step !== null);
}

/** One for each finding, with the line that removed or covered its files. */
export function diagnostics(document: AnnotatedDocument, limits: FindingLimits): Diagnostic[] {
  return documentFindings(document, limits).flatMap((finding) => {
    const { rule, severity, message, doubt, written } = finding;
    if (written.step === null) return [];
    return {
      range: firstLineOf(document, written.step),
      severity: SEVERITY[severity],
      source: 'layerwise',
      code: rule,
      codeDescription: { href: rulePage(rule) },
      message: withDoubt(withShare(message, finding), doubt),
      relatedInformation: hidingLine(document, finding),
    };
  });
}

/** Of what is small, such as a secret, the bytes are not the matter. */
function withShare(message: string, { share }: Finding): string {
  return share < 0.001 ? message : `${message} · ${percentText(share)} of the image`;
}

function hidingLine(document: AnnotatedDocument, finding: Finding): DiagnosticRelatedInformation[] {
  const step = finding.hidden?.step ?? null;
  // A layer that no line made is told of in the message alone.
  if (step === null || step === finding.written.step) return [];
  const location = { uri: document.uri, range: firstLineOf(document, step) };
  return [{ location, message: withDoubt(hiddenHere(finding), doubtOf(document.mapping.steps[step])) }];
}

function withDoubt(message: string, doubt: Finding['doubt']): string {
  return doubt === null ? message : `${message}. ${doubtSentence(doubt)}`;
}
