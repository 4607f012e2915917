import { type Diagnostic, DocumentDiagnosticReportKind } from 'vscode-languageserver';
import { coalesced } from './editor/coalesced.ts';
import { unlessGone } from './editor/unlessGone.ts';
import { diagnostics } from './features/diagnostics.ts';
import { forecastDiagnostics } from './forecast/forecastDiagnostics.ts';
import { hasImageResult } from './forecast/imageResult.ts';
import type { FindDiagnostics, ModelOf, Providing } from './providing.ts';
import { pushDiagnostics } from './pushDiagnostics.ts';
import { answered } from './requests/answered.ts';
import { findingLimits } from './settings/findingLimits.ts';

/** A client that pulls diagnostics asks for them; to any other they are pushed. */
export function provideDiagnostics(providing: Providing, modelOf: ModelOf): void {
  const { traits, settings, workspace } = providing;
  async function found(uri: string): Promise<Diagnostic[]> {
    const { diagnostics: wanted } = await settings.of(uri);
    if (!wanted.enabled) return [];
    const model = modelOf(uri);
    const forecast = workspace.forecast(uri);
    const ahead = forecast === null ? [] : forecastDiagnostics(forecast, hasImageResult(model));
    if (model === null) return ahead;
    const behind = diagnostics(model, findingLimits(wanted)).map((diagnostic) =>
      traits.relatedInformation ? diagnostic : withoutRelated(diagnostic),
    );
    return [...behind, ...ahead];
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
