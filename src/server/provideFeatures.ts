import { CodeLensRefreshRequest } from 'vscode-languageserver';
import { coalesced } from './editor/coalesced.ts';
import { unlessGone } from './editor/unlessGone.ts';
import { codeLenses } from './features/codeLenses.ts';
import { inlayHints } from './features/inlayHints.ts';
import { forecastLenses } from './forecast/forecastLenses.ts';
import { hasImageResult } from './forecast/imageResult.ts';
import { provideCodeActions } from './provideCodeActions.ts';
import { provideCommands } from './provideCommands.ts';
import { provideDiagnostics } from './provideDiagnostics.ts';
import { provideHover } from './provideHover.ts';
import type { ModelOf, Providing } from './providing.ts';
import { answered } from './requests/answered.ts';

/** Connects what an editor asks for at a line with the functions that answer. */
export function provideFeatures(providing: Providing): void {
  const { connection, workspace, documents, settings, commandLinks } = providing;
  const modelOf: ModelOf = (uri) => {
    const document = documents.get(uri);
    return document === undefined ? null : (workspace.session(uri)?.model(document) ?? null);
  };

  connection.onCodeLens(({ textDocument: { uri } }, token) =>
    answered(connection, token, async () => {
      const { enabled } = (await settings.of(uri)).codeLens;
      if (!enabled) return null;
      const model = modelOf(uri);
      const forecast = workspace.forecast(uri);
      if (model === null && forecast === null) return null;
      return [
        ...(model === null ? [] : codeLenses(model, { now: Date.now() })),
        ...(forecast === null ? [] : forecastLenses(forecast, hasImageResult(model))),
      ];
    }),
  );

  connection.languages.inlayHint.on(({ textDocument: { uri }, range }, token) =>
    answered(connection, token, async () => {
      const { enabled } = (await settings.of(uri)).inlayHints;
      const model = enabled ? modelOf(uri) : null;
      return model && inlayHints(model, range);
    }),
  );

  provideHover(providing, modelOf);
  provideDiagnostics(providing, modelOf);
  provideCodeActions(providing, modelOf);
  if (!commandLinks) provideCommands(connection, { session: workspace.session, forecast: workspace.forecast, modelOf });
  refreshOnChange(providing);
}

function refreshOnChange({ connection, workspace, traits }: Providing): void {
  const refresh = coalesced(() => {
    if (traits.refreshLenses) unlessGone(connection.sendRequest(CodeLensRefreshRequest.type));
    if (traits.refreshHints) unlessGone(connection.languages.inlayHint.refresh());
  });
  workspace.onChange(refresh);
}
