import * as vscode from 'vscode';
import type { PathRow } from '../../protocol/pathRow.ts';

/** Files of images, read-only. */
export const FILE_SCHEME = 'layerwise';
/** Texts that say what a step did. */
export const LISTING_SCHEME = 'layerwise-listing';
/** Texts that say what fewer layers would save. */
export const WHAT_IF_SCHEME = 'layerwise-what-if';
/** Rows of the files view: nothing can be opened under it, it carries icon and colour. */
export const ROW_SCHEME = 'layerwise-row';

/** A file of an image as of a layer. */
export interface ImageFile {
  /** Digest of the image's config. */
  readonly id: string;
  readonly path: string;
  readonly node: number;
  /** The tree after this layer, without those that are off. */
  readonly step: number;
  readonly off: readonly number[];
}

/** The path is the file's, so that it opens in its own language; which tree it is of stands in the query. */
export function fileUri({ id, path, node, step, off }: ImageFile): vscode.Uri {
  const query = new URLSearchParams({ step: String(step), node: String(node) });
  if (off.length > 0) query.set('off', off.join(','));
  return vscode.Uri.from({
    scheme: FILE_SCHEME,
    authority: id.replace(':', '-'),
    path: `/${wellFormed(path)}`,
    query: query.toString(),
  });
}

/** @throws FileSystemError for a URI that is not ours. */
export function parseFileUri(uri: vscode.Uri): ImageFile {
  const query = new URLSearchParams(uri.query);
  const [step, node] = [Number(query.get('step') ?? Number.NaN), Number(query.get('node') ?? Number.NaN)];
  if (uri.scheme !== FILE_SCHEME || !Number.isInteger(step) || !Number.isInteger(node)) {
    throw vscode.FileSystemError.FileNotFound(uri);
  }
  const off = (query.get('off') ?? '')
    .split(',')
    .filter((layer) => layer !== '')
    .map(Number);
  return { id: uri.authority.replace('-', ':'), path: uri.path.slice(1), node, step, off };
}

/** Of a row: its name gives the icon, what happened to it the colour. */
export function rowUri(path: string, { change, gone, changed }: PathRow): vscode.Uri {
  return changeUri(path, change ?? (gone ? 'removed' : changed ? 'below' : ''));
}

/** Of a row that changed so. */
export function changeUri(path: string, change: string): vscode.Uri {
  return vscode.Uri.from({ scheme: ROW_SCHEME, path: `/${wellFormed(path)}`, query: change });
}

/** Half a surrogate pair cannot be written in a URI. */
function wellFormed(path: string): string {
  return path.replaceAll(/\p{Cs}/gu, '\ufffd');
}
