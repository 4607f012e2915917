import * as vscode from 'vscode';
import type { FullPathRow } from '../../protocol/pathRow.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { LISTING_SCHEME } from './imageUri.ts';
import { listingText, totalText } from './listingText.ts';
import type { OpenImages } from './openImages.ts';

/** A listing of what the layers of a range changed. */
export interface Listing {
  readonly id: string;
  /** Names the document. */
  readonly name: string;
  /** Says of what it is. */
  readonly title: string;
  readonly since: number;
  readonly step: number;
  readonly off: readonly number[];
}

/** A file of 50,000 lines still opens at once. */
const MOST = 50_000;
const PAGE = 1000;

export function listingUri({ id, name, title, since, step, off }: Listing): vscode.Uri {
  const query = new URLSearchParams({ title, since: String(since), step: String(step) });
  if (off.length > 0) query.set('off', off.join(','));
  return vscode.Uri.from({
    scheme: LISTING_SCHEME,
    authority: id.replace(':', '-'),
    path: `/${name.replaceAll('/', '∕')}.layer`,
    query: query.toString(),
  });
}

/** The changes of a step as a text document, to be searched and saved. */
export function listings(server: LanguageServer, images: OpenImages): vscode.TextDocumentContentProvider {
  return {
    async provideTextDocumentContent({ authority, query }, token) {
      const asked = new URLSearchParams(query);
      const id = authority.replace('-', ':');
      const off = (asked.get('off') ?? '')
        .split(',')
        .filter((layer) => layer !== '')
        .map(Number);
      const view = { since: Number(asked.get('since')), step: Number(asked.get('step')), off };
      const image = await images.keyOf(id);
      const rows: FullPathRow[] = [];
      let [total, bytes] = [0, 0];
      do {
        const page = await server.ask('changes', { image, view, offset: rows.length, limit: PAGE }, token);
        [total, bytes] = [page.total, page.bytes];
        if (page.rows.length === 0) break;
        rows.push(...page.rows);
      } while (rows.length < Math.min(total, MOST));
      return listingText([asked.get('title') ?? '', id, totalText(total, bytes)], rows, total);
    },
  };
}
