import type { TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isDockerfile } from '../dockerfiles/isDockerfile.ts';
import { type DocumentForecast, documentForecast, type ForecastPlace } from './documentForecast.ts';
import type { ForecastModel } from './forecastModel.ts';

/** The forecasts of all open Dockerfiles. */
export interface Forecasts {
  /** Null as long as there is none. */
  readonly model: (document: TextDocument) => ForecastModel | null;
  refreshAll(): void;
  /** From now on documents are followed as they are opened, edited and closed. */
  follow(documents: TextDocuments<TextDocument>): void;
  dispose(): void;
}

export function forecasts(place: ForecastPlace): Forecasts {
  const all = new Map<string, DocumentForecast>();

  function opened(document: TextDocument): void {
    if (!isDockerfile(document) || all.has(document.uri)) return;
    const forecast = documentForecast(document.uri, place);
    all.set(document.uri, forecast);
    forecast.refresh();
  }

  return {
    model: (document) => all.get(document.uri)?.model(document) ?? null,
    refreshAll() {
      for (const forecast of all.values()) forecast.refresh();
    },
    follow(documents) {
      for (const document of documents.all()) opened(document);
      documents.onDidOpen(({ document }) => opened(document));
      documents.onDidChangeContent(({ document: { uri } }) => all.get(uri)?.refresh());
      documents.onDidClose(({ document: { uri } }) => {
        all.get(uri)?.dispose();
        all.delete(uri);
      });
    },
    dispose() {
      for (const forecast of all.values()) forecast.dispose();
      all.clear();
    },
  };
}
