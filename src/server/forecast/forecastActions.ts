import { basename, join } from 'node:path';
import { type CodeAction, CodeActionKind, type Diagnostic, type Range } from 'vscode-languageserver';
import { leaveOut } from '../../core/context/leaveOut.ts';
import { fileOfUri } from '../editor/uri.ts';
import { type ChangedFile, fileWithLines } from '../features/changedFile.ts';
import { type EditTraits, stepsIn, workspaceEdit } from '../features/codeActions.ts';
import type { Files } from '../images/files.ts';
import { forecastConcerns, ruleOf } from './forecastDiagnostics.ts';
import type { ForecastModel } from './forecastModel.ts';

export interface ActionsQuestion {
  readonly range: Range;
  /** What the editor asks about. */
  readonly diagnostics: readonly Diagnostic[];
  readonly version: number;
  readonly traits: EditTraits & { readonly createFiles: boolean };
  readonly isKnown: (step: number) => boolean;
  readonly files: Files;
}

/** Lines for the ignore file that leave out what a forecast warns of: at its end, where no later pattern takes them back. */
export async function forecastActions(model: ForecastModel, question: ActionsQuestion): Promise<CodeAction[]> {
  const { range, version, traits, isKnown, files } = question;
  if (model.facts.problem !== null) return [];
  const steps = stepsIn(model, range);
  const copies = [...model.forecasts.values()].map(({ copy }) => copy);
  const actions: CodeAction[] = [];
  for (const { step, kind, concerns } of forecastConcerns(model, isKnown)) {
    const found = steps.has(step) ? leaveOut(concerns, copies, model.dockerfile) : null;
    const file = found && (await ignoreFile(model, found.lines, files));
    if (found === null || file === null || (file.isNew && !(traits.createFiles && traits.documentChanges))) continue;
    const { line } = model.positions.positionAt(model.dockerfile.steps[step].startOffset);
    const answered = question.diagnostics.filter(
      ({ source, code, range: { start } }) => source === 'layerwise' && code === ruleOf(kind) && start.line === line,
    );
    actions.push({
      title: found.title(basename(file.path)),
      kind: CodeActionKind.QuickFix,
      ...(answered.length === 0 ? {} : { diagnostics: answered }),
      edit: workspaceEdit(model, version, [], [file], traits),
    });
  }
  return actions;
}

/** The one that the forecast read, or the context's own, to be made. Null where it cannot be read. */
async function ignoreFile(
  { facts, uri }: ForecastModel,
  lines: readonly string[],
  files: Files,
): Promise<(ChangedFile & { readonly path: string }) | null> {
  if (fileOfUri(uri) === null) return null;
  const path = facts.ignoreFile ?? join(facts.root, '.dockerignore');
  const changed = await fileWithLines(path, lines, files).catch(() => null);
  return changed && { ...changed, path };
}
