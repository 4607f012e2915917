import { URI } from 'vscode-uri';

/** One spelling for a document: clients encode differently. */
export function normalUri(uri: string): string {
  try {
    return URI.parse(uri, true).toString();
  } catch {
    return uri;
  }
}

/** Path of the file that a URI names; null for a document that is no file. */
export function fileOfUri(uri: string): string | null {
  try {
    const parsed = URI.parse(uri, true);
    return parsed.scheme === 'file' ? parsed.fsPath : null;
  } catch {
    return null;
  }
}
