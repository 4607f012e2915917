import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from 'vscode-languageserver';
import { type WasteNote, type WasteThresholds, wasteNotes } from '../../core/annotations/wasteNotes.ts';
import { type AnnotatedDocument, firstLineOf } from './annotatedDocument.ts';
import { rulePage } from './documentation.ts';
import { doubtOf, doubtSentence } from './doubt.ts';
import { hiddenHereMessage, wasteMessage } from './wasteText.ts';

const RULE = 'wasted-files';

const SEVERITY = { warning: DiagnosticSeverity.Warning, information: DiagnosticSeverity.Information } as const;

/** One at each line that ships enough for nothing, with the lines that made it useless. */
export function diagnostics(document: AnnotatedDocument, thresholds: WasteThresholds): Diagnostic[] {
  const { dockerfile, mapping, facts } = document;
  return wasteNotes(dockerfile, mapping, facts, thresholds).map((note) => ({
    range: firstLineOf(document, note.step),
    severity: SEVERITY[note.severity],
    source: 'layerwise',
    code: RULE,
    codeDescription: { href: rulePage(RULE) },
    message: wasteMessage(note),
    relatedInformation: hidingLines(document, note),
  }));
}

function hidingLines(document: AnnotatedDocument, note: WasteNote): DiagnosticRelatedInformation[] {
  return note.groups.flatMap((group) => {
    const { step } = group.place;
    // A layer that no line made is told of in the message alone.
    if (step === null || step === note.step) return [];
    const doubt = doubtSentence(doubtOf(document.mapping.steps[step]));
    const message = hiddenHereMessage(group);
    return [
      {
        location: { uri: document.uri, range: firstLineOf(document, step) },
        message: doubt === '' ? message : `${message}. ${doubt}`,
      },
    ];
  });
}
