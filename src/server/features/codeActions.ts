import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Fix } from '../../core/fixes/fix.ts';
import type { AnnotatedDocument } from './annotatedDocument.ts';
import type { ChangedFile } from './changedFile.ts';

/** What an editor can be given. */
export interface EditTraits {
  /** Edits of a version of a document. */
  readonly documentChanges: boolean;
  readonly preferredActions: boolean;
}

type DocumentText = Pick<AnnotatedDocument, 'uri' | 'dockerfile' | 'positions'>;

/** Steps that an editor asks about: those with a line of the range. */
export function stepsIn({ dockerfile, positions }: DocumentText, { start, end }: Range): ReadonlySet<number> {
  const found = dockerfile.steps.filter(
    ({ startOffset, endOffset }) =>
      positions.positionAt(startOffset).line <= end.line && positions.positionAt(endOffset).line >= start.line,
  );
  return new Set(found.map(({ index }) => index));
}

/** @param version Of the text that the fix is for. */
export function codeAction(
  document: AnnotatedDocument,
  version: number,
  fix: Fix,
  files: readonly ChangedFile[],
  diagnostics: readonly Diagnostic[],
  traits: EditTraits,
): CodeAction {
  const answered = diagnostics.filter((diagnostic) => isAbout(document, diagnostic, fix));
  return {
    title: fix.title,
    kind: fix.finding === null ? CodeActionKind.RefactorRewrite : CodeActionKind.QuickFix,
    ...(answered.length === 0 ? {} : { diagnostics: answered }),
    ...(traits.preferredActions && fix.finding !== null && fix.savedBytes !== null && fix.files.length === 0
      ? { isPreferred: fix.name !== 'cache-mount' }
      : {}),
    edit: workspaceEdit(document, version, fix.edits, files, traits),
  };
}

function isAbout(
  { dockerfile, positions }: AnnotatedDocument,
  diagnostic: Diagnostic,
  { rule, finding }: Fix,
): boolean {
  const step = finding?.written.step ?? null;
  if (diagnostic.source !== 'layerwise' || diagnostic.code !== rule || step === null) return false;
  return diagnostic.range.start.line === positions.positionAt(dockerfile.steps[step].startOffset).line;
}

export function workspaceEdit(
  { uri, positions }: DocumentText,
  version: number,
  edits: Fix['edits'],
  files: readonly ChangedFile[],
  { documentChanges }: EditTraits,
): WorkspaceEdit {
  const own = edits.map(({ newText, ...range }) => ({ range: positions.rangeOf(range), newText }));
  if (!documentChanges) {
    const others = files.map((file): [string, TextEdit[]] => [file.uri, [file.edit]]);
    return { changes: Object.fromEntries(own.length === 0 ? others : [[uri, own], ...others]) };
  }
  const ownEdit: TextDocumentEdit = { textDocument: { uri, version }, edits: own };
  return {
    documentChanges: [
      ...(own.length === 0 ? [] : [ownEdit]),
      ...files.flatMap((file) => [
        ...(file.isNew ? [{ kind: 'create' as const, uri: file.uri, options: { ignoreIfExists: true } }] : []),
        { textDocument: { uri: file.uri, version: null }, edits: [file.edit] },
      ]),
    ],
  };
}
