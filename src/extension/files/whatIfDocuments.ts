import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import type { StepsAnswer } from '../../protocol/serverRequests.ts';
import { archiveSteps } from '../look/archiveSteps.ts';
import { numbersFrom } from '../look/layerRanges.ts';
import type { Look } from '../look/look.ts';
import { stepOfLayer } from '../look/rows.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { WHAT_IF_SCHEME } from './imageUri.ts';
import type { OpenImages } from './openImages.ts';
import { type WhatIfRow, whatIfText } from './whatIfText.ts';

/** What is asked of an image: some layers as one, or without some. */
export interface WhatIf {
  readonly kind: 'joined' | 'without';
  /** All of them. */
  readonly layers: readonly number[];
}

export function whatIfUri(id: string, name: string, { kind, layers }: WhatIf): vscode.Uri {
  const query = new URLSearchParams({ kind, layers: layers.join(','), title: name });
  return vscode.Uri.from({
    scheme: WHAT_IF_SCHEME,
    authority: id.replace(':', '-'),
    path: `/${name.replaceAll('/', '∕')}`,
    query: query.toString(),
  });
}

type Steps = NonNullable<StepsAnswer>;

/** Outcomes of what-ifs as documents, to be read in peace, searched and copied. */
export function whatIfDocuments(
  look: Look,
  server: LanguageServer,
  images: OpenImages,
): vscode.TextDocumentContentProvider {
  return {
    async provideTextDocumentContent({ authority, query }, token) {
      const asked = new URLSearchParams(query);
      const layers = (asked.get('layers') ?? '').split(',').map(Number);
      const id = authority.replace('-', ':');
      const image = await images.keyOf(id);
      const { steps: known, image: shown } = look.now;
      const isShown = shown?.state === 'open' && shown.id === id && known !== null;
      const steps = isShown ? known : archiveSteps(await server.ask('summary', { image }, token));
      const title = asked.get('title') ?? '';
      return asked.get('kind') === 'joined'
        ? joinedText(server, image, steps, title, layers, token)
        : withoutText(server, image, steps, title, layers, token);
    },
  };
}

async function joinedText(
  server: LanguageServer,
  image: string,
  steps: Steps,
  title: string,
  layers: readonly number[],
  token: vscode.CancellationToken,
): Promise<string> {
  const range = { first: Math.min(...layers), last: Math.max(...layers) };
  const [{ savedBytes, copiedBytes }] = await server.ask('joins', { image, range }, token);
  const copied = vscode.l10n.t(
    '{0} would be shipped again: lower files that these layers leave under new names only.',
    bytesText(copiedBytes),
  );
  return whatIfText(
    title,
    layerRows(steps, numbersFrom(range.first, range.last)),
    changesOf(steps, -savedBytes, 0),
    columns(),
    [vscode.l10n.t('The image would show the same files.'), ...(copiedBytes > 0 ? [copied] : [])],
  );
}

async function withoutText(
  server: LanguageServer,
  image: string,
  steps: Steps,
  title: string,
  layers: readonly number[],
  token: vscode.CancellationToken,
): Promise<string> {
  const told = await server.ask('without', { image, layers: [...layers] }, token);
  const { savedBytes, lostBytes, restoredBytes, visibleChange } = told;
  return whatIfText(title, layerRows(steps, told.layers), changesOf(steps, -savedBytes, visibleChange), columns(), [
    vscode.l10n.t('{0} would be gone from the image.', bytesText(lostBytes)),
    vscode.l10n.t('{0} that are covered or hidden now would be there again.', bytesText(restoredBytes)),
    vscode.l10n.t('The other layers are taken as they are: a build might write them otherwise.'),
  ]);
}

function layerRows(steps: Steps, layers: readonly number[]): WhatIfRow[] {
  return layers.map((layer) => {
    const row = stepOfLayer(steps, layer);
    const place = row === undefined ? vscode.l10n.t('layer {0}', layer) : vscode.l10n.t('line {0}', row.line);
    return { place, text: row?.text ?? steps.layers[layer].origin, bytes: steps.layers[layer].shippedBytes };
  });
}

function changesOf({ totals }: Steps, shipped: number, visible: number) {
  return [
    { name: vscode.l10n.t('Shipped'), now: totals.shippedBytes, change: shipped },
    { name: vscode.l10n.t('Visible'), now: totals.visibleBytes, change: visible },
    { name: vscode.l10n.t('Wasted'), now: totals.wastedBytes, change: shipped - visible },
  ];
}

function columns(): readonly [string, string, string] {
  return [vscode.l10n.t('now'), vscode.l10n.t('then'), vscode.l10n.t('change')];
}
