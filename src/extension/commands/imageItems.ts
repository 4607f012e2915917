import * as vscode from 'vscode';
import { ageText } from '../../core/words/ageText.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { familiarName } from '../../core/words/familiarName.ts';
import { barePlace, fullPlace, placeName } from '../../core/words/pathOrReference.ts';
import type { ServerParams, ServerResult } from '../../protocol/serverRequests.ts';

export type Candidate = ServerResult<'candidates'>[number];
export type EngineImage = ServerResult<'engineImages'>['images'][number];
export type ChosenImage = NonNullable<ServerParams<'chooseImage'>['image']>;

/** What choosing a row leads to. */
export type Choice = ChosenImage | 'byName' | 'archive' | 'forget';
export type Item = vscode.QuickPickItem & { readonly choice?: Choice };

/** Those that fit first, then what else engines have, then the other ways to name an image. */
export function imageItems(
  candidates: readonly Candidate[],
  images: readonly EngineImage[],
  now: number,
  canForget: boolean,
): Item[] {
  const fitting = new Set(candidates.map(fullPlace));
  const others = images.filter(({ reference }) => !fitting.has(reference));
  return [
    ...section(
      vscode.l10n.t('fit this Dockerfile'),
      candidates.map((candidate) => candidateItem(candidate, images, now)),
    ),
    ...section(
      vscode.l10n.t('other images of engines'),
      others.map((image) => engineItem(image, now)),
    ),
    ...section('', [
      { label: `$(tag) ${vscode.l10n.t('Image by name…')}`, choice: 'byName' },
      { label: `$(folder-opened) ${vscode.l10n.t('Another image archive…')}`, choice: 'archive' },
      ...(canForget ? [{ label: `$(discard) ${vscode.l10n.t('Forget my choice')}`, choice: 'forget' as const }] : []),
    ]),
  ];
}

function section(label: string, items: readonly Item[]): Item[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function candidateItem(candidate: Candidate, images: readonly EngineImage[], now: number): Item {
  const { tag, platform, target, reason } = candidate;
  const image = images.find(({ reference }) => reference === candidate.reference);
  return {
    label: `$(${candidate.path === undefined ? 'vm' : 'package'}) ${tag === undefined ? placeName(candidate) : familiarName(tag)}`,
    description: image === undefined ? reason : imageText(image, now),
    detail: image === undefined ? fullPlace(candidate) : reason,
    choice: { ...barePlace(candidate), tag, platform, target },
  };
}

function engineItem(image: EngineImage, now: number): Item {
  const { reference } = image;
  return { label: `$(vm) ${placeName({ reference })}`, description: imageText(image, now), choice: { reference } };
}

const MILLISECONDS = 1000;

/** `3 hours ago · 45.2 MB · Docker 26.1.5` */
function imageText({ created, size, platform, engine }: EngineImage, now: number): string {
  const date = new Date(created * MILLISECONDS);
  const age = created <= 0 || Number.isNaN(date.getTime()) ? null : ageText(date.toISOString(), now);
  const parts = [age, bytesText(size), platform, engine];
  return parts.filter((part) => part !== null).join(' · ');
}
