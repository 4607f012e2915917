import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import type { Finding } from '../core/findings/finding.ts';
import type { Fix } from '../core/fixes/fix.ts';
import { type ChangedFile, changedFile } from './features/changedFile.ts';
import { codeAction, stepsIn } from './features/codeActions.ts';
import { documentFindings } from './features/diagnostics.ts';
import { documentFixes } from './features/documentFixes.ts';
import { forecastActions } from './forecast/forecastActions.ts';
import { hasImageResult } from './forecast/imageResult.ts';
import { nodeFiles } from './images/nodeFiles.ts';
import type { ModelOf, Providing } from './providing.ts';
import { answered } from './requests/answered.ts';
import { findingLimits } from './settings/findingLimits.ts';

export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite];

/** Fixes of what is found at the lines that are asked about, of the text as it then was: an older one gets none. */
export function provideCodeActions(
  { connection, workspace, documents, traits, settings }: Providing,
  modelOf: ModelOf,
): void {
  async function found(
    { textDocument: { uri }, range, context }: CodeActionParams,
    version: number,
    signal: AbortSignal,
  ): Promise<CodeAction[]> {
    const { diagnostics: wanted, build } = await settings.of(uri);
    const model = wanted.enabled ? modelOf(uri) : null;
    const image = workspace.session(uri)?.image;
    if (model === null || image?.state !== 'open' || documents.get(uri)?.version !== version) return [];
    const steps = stepsIn(model, range);
    const limits = findingLimits(wanted);
    const shown = new Set(documentFindings(model, limits).map(keyOf));
    const isWanted = (finding: Finding): boolean =>
      shown.has(keyOf(finding)) && [finding.written, finding.hidden].some((place) => steps.has(place?.step ?? -1));
    const all = documentFindings(model, { ...limits, minBytes: 0, minShare: 0 });
    const fixes = await documentFixes(model, all, isWanted, image.summary.key, workspace.ask, signal);
    const actions: CodeAction[] = [];
    for (const fix of fixes.filter(({ finding, step }) => finding !== null || steps.has(step))) {
      const files = await filesOf(uri, fix, workspace.forecast(uri)?.facts.root ?? build.context);
      if (files !== null) actions.push(codeAction(model, version, fix, files, context.diagnostics, traits));
    }
    if (modelOf(uri) !== model) return [];
    return actions;
  }

  /** Of what a build would bring, which no image has to tell. */
  async function foundAhead({ textDocument: { uri }, range, context }: CodeActionParams, version: number) {
    const { diagnostics } = await settings.of(uri);
    const forecast = diagnostics.enabled ? workspace.forecast(uri) : null;
    if (forecast === null || documents.get(uri)?.version !== version) return [];
    const isKnown = hasImageResult(modelOf(uri));
    const question = { range, diagnostics: context.diagnostics, version, traits, isKnown, files: nodeFiles };
    return forecastActions(forecast, question);
  }

  /** Null where one of them is not certain, or the client makes no files. */
  async function filesOf(uri: string, { files }: Fix, context: string | null): Promise<ChangedFile[] | null> {
    const changed: ChangedFile[] = [];
    for (const file of files) {
      const one = await changedFile(uri, file, context, nodeFiles).catch(() => null);
      if (one === null || (one.isNew && !(traits.createFiles && traits.documentChanges))) return null;
      changed.push(one);
    }
    return changed;
  }

  connection.onCodeAction((params, token) =>
    answered(connection, token, async (signal) => {
      const version = documents.get(params.textDocument.uri)?.version;
      if (version === undefined || !traits.codeActions) return [];
      const actions = [...(await foundAhead(params, version)), ...(await found(params, version, signal))];
      const { only } = params.context;
      return actions.filter(({ kind = '' }) => only?.some((wanted) => isWithin(kind, wanted)) ?? true);
    }),
  );
}

function keyOf({ rule, kind, written, hidden }: Finding): string {
  return [rule, kind, written.layer, hidden?.layer].join(' ');
}

/** `quickfix` has `quickfix.layerwise` within it. */
function isWithin(kind: string, wanted: string): boolean {
  return wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`);
}
