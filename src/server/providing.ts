import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ClientSettings } from './editor/clientSettings.ts';
import type { ClientTraits } from './editor/clientTraits.ts';
import type { AnnotatedDocument } from './features/annotatedDocument.ts';
import type { Workspace } from './workspace.ts';

/** What the features of the server are made of. */
export interface Providing {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly documents: TextDocuments<TextDocument>;
  readonly traits: ClientTraits;
  readonly settings: ClientSettings;
  /** The client has our commands. */
  readonly commandLinks: boolean;
}

/** A document as it is now, beside its image; null without an image. */
export type ModelOf = (uri: string) => AnnotatedDocument | null;

export type FindDiagnostics = (uri: string) => Promise<Diagnostic[]>;
