import {
  type Connection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type TextDocuments,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientSettings } from './editor/clientSettings.ts';
import type { ClientTraits } from './editor/clientTraits.ts';
import type { AnnotatedDocument } from './features/annotatedDocument.ts';
import { diagnostics } from './features/diagnostics.ts';
import type { Workspace } from './workspace.ts';

export interface Diagnosing {
  readonly traits: ClientTraits;
  readonly settings: ClientSettings;
  readonly modelOf: (uri: string) => AnnotatedDocument | null;
}

/** A client that pulls diagnostics asks for them; to any other they are pushed when typing pauses. */
export function provideDiagnostics(
  connection: Connection,
  workspace: Workspace,
  documents: TextDocuments<TextDocument>,
  { traits, settings, modelOf }: Diagnosing,
): void {
  async function found(uri: string): Promise<Diagnostic[]> {
    const { diagnostics: wanted } = await settings.of(uri);
    const model = wanted.enabled ? modelOf(uri) : null;
    if (model === null) return [];
    const { minimumBytes, minimumShare, includeBaseLayers, severity } = wanted;
    const thresholds = { minBytes: minimumBytes, minShare: minimumShare, includeBase: includeBaseLayers, severity };
    return diagnostics(model, thresholds).map((diagnostic) =>
      traits.relatedInformation ? diagnostic : withoutRelated(diagnostic),
    );
  }

  if (traits.pullDiagnostics) {
    connection.languages.diagnostics.on(async ({ textDocument: { uri } }) => {
      return { kind: DocumentDiagnosticReportKind.Full, items: await found(uri) };
    });
    workspace.onImageChange(() => {
      if (traits.refreshDiagnostics) void connection.languages.diagnostics.refresh();
    });
    return;
  }

  const timers = new Map<string, NodeJS.Timeout>();
  function push(uri: string, delay: number): void {
    clearTimeout(timers.get(uri));
    timers.set(
      uri,
      setTimeout(() => {
        timers.delete(uri);
        const version = documents.get(uri)?.version;
        void found(uri).then((items) => {
          if (documents.get(uri)?.version === version) void connection.sendDiagnostics({ uri, diagnostics: items });
        });
      }, delay),
    );
  }
  workspace.onImageChange((uri) => push(uri, 0));
  documents.onDidChangeContent(({ document: { uri } }) => {
    if (workspace.session(uri) !== null) push(uri, PAUSE);
  });
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(timers.get(uri));
    void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
}

/** Milliseconds. */
const PAUSE = 250;

function withoutRelated({ relatedInformation: _, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}
