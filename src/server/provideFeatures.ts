import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { hoverTarget } from '../core/annotations/hoverTarget.ts';
import { signalOf } from '../merger/thread/cancellation.ts';
import type { ClientSettings } from './editor/clientSettings.ts';
import type { ClientTraits } from './editor/clientTraits.ts';
import type { AnnotatedDocument } from './features/annotatedDocument.ts';
import { arrivedAt } from './features/arrivedAt.ts';
import { codeLenses } from './features/codeLenses.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlayHints.ts';
import { provideCommands } from './provideCommands.ts';
import { provideDiagnostics } from './provideDiagnostics.ts';
import type { Workspace } from './workspace.ts';

export interface Providing {
  readonly traits: ClientTraits;
  readonly settings: ClientSettings;
  /** The client has our commands. */
  readonly commandLinks: boolean;
}

/** Connects what an editor asks for at a line with the functions that answer. */
export function provideFeatures(
  connection: Connection,
  workspace: Workspace,
  documents: TextDocuments<TextDocument>,
  { traits, settings, commandLinks }: Providing,
): void {
  const modelOf = (uri: string): AnnotatedDocument | null => {
    const document = documents.get(uri);
    return document === undefined ? null : (workspace.session(uri)?.model(document) ?? null);
  };

  connection.onCodeLens(async ({ textDocument: { uri } }) => {
    const { codeLens } = await settings.of(uri);
    const model = codeLens.enabled ? modelOf(uri) : null;
    return model && codeLenses(model, { now: Date.now() });
  });

  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    const enabled = (await settings.of(uri)).inlayHints.enabled;
    const model = enabled ? modelOf(uri) : null;
    return model && inlayHints(model, range);
  });

  connection.onHover(async ({ textDocument: { uri }, position }, token) => {
    const enabled = (await settings.of(uri)).hover.enabled;
    const model = enabled ? modelOf(uri) : null;
    const offset = documents.get(uri)?.offsetAt(position);
    const image = workspace.session(uri)?.image;
    if (model === null || offset === undefined || image?.state !== 'open') return null;
    const target = hoverTarget(model.dockerfile, offset, model.facts.image.config);
    if (target === null) return null;
    const arrived = await arrivedAt(model, target, image.summary.key, workspace.ask, signalOf(token));
    return hover(model, target, { commandLinks, arrived });
  });

  provideDiagnostics(connection, workspace, documents, { traits, settings, modelOf });
  if (!commandLinks) provideCommands(connection, modelOf);
  workspace.onImageChange(() => {
    if (traits.refreshLenses) void connection.sendRequest('workspace/codeLens/refresh');
    if (traits.refreshHints) void connection.languages.inlayHint.refresh();
  });
}
