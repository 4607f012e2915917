import { type Diagnostic, DocumentDiagnosticReportKind } from 'vscode-languageserver';
import { coalesced } from './editor/coalesced.ts';
import { unlessGone } from './editor/unlessGone.ts';
import { diagnostics } from './features/diagnostics.ts';
import type { FindDiagnostics, ModelOf, Providing } from './providing.ts';
import { pushDiagnostics } from './pushDiagnostics.ts';
import { answered } from './requests/answered.ts';
import { findingLimits } from './settings/findingLimits.ts';

/** A client that pulls diagnostics asks for them; to any other they are pushed. */
export function provideDiagnostics(providing: Providing, modelOf: ModelOf): void {
  const { traits, settings } = providing;
  async function found(uri: string): Promise<Diagnostic[]> {
    const { diagnostics: wanted } = await settings.of(uri);
    const model = wanted.enabled ? modelOf(uri) : null;
    if (model === null) return [];
    return diagnostics(model, findingLimits(wanted)).map((diagnostic) =>
      traits.relatedInformation ? diagnostic : withoutRelated(diagnostic),
    );
  }
  if (traits.pullDiagnostics) answerPulls(providing, found);
  else pushDiagnostics(providing, found);
}

function answerPulls({ connection, workspace, traits }: Providing, found: FindDiagnostics): void {
  connection.languages.diagnostics.on(({ textDocument: { uri } }, token) =>
    answered(connection, token, async () => {
      return { kind: DocumentDiagnosticReportKind.Full, items: await found(uri) };
    }),
  );
  if (traits.refreshDiagnostics) {
    workspace.onChange(coalesced(() => unlessGone(connection.languages.diagnostics.refresh())));
  }
}

function withoutRelated({ relatedInformation: _, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}
