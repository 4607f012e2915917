import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Workplace } from '../workplace.ts';
import { type DockerfileSession, dockerfileSession } from './dockerfileSession.ts';
import { isDockerfile } from './isDockerfile.ts';

/** The Dockerfiles that are open. */
export interface SessionTable {
  readonly of: (uri: string) => DockerfileSession | null;
  all(): readonly DockerfileSession[];
  /** From now on documents are followed as they are opened and closed. */
  follow(documents: TextDocuments<TextDocument>): void;
  dispose(): void;
}

export function sessionTable(place: Workplace): SessionTable {
  const sessions = new Map<string, DockerfileSession>();

  function opened(document: TextDocument): void {
    if (!isDockerfile(document) || sessions.has(document.uri)) return;
    const session = dockerfileSession(document.uri, place);
    sessions.set(document.uri, session);
    void session.refresh();
  }

  function closed(uri: string): void {
    sessions.get(uri)?.dispose();
    sessions.delete(uri);
    place.forget(uri);
  }

  return {
    of: (uri) => sessions.get(uri) ?? null,
    all: () => [...sessions.values()],
    follow(documents) {
      for (const document of documents.all()) opened(document);
      documents.onDidOpen(({ document }) => opened(document));
      documents.onDidClose(({ document: { uri } }) => closed(uri));
    },
    dispose() {
      for (const session of sessions.values()) session.dispose();
      sessions.clear();
    },
  };
}
