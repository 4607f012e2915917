import * as vscode from 'vscode';
import { fullPlace, placeName } from '../../core/words/pathOrReference.ts';
import type { Compared, ComparedImage } from '../look/comparison.ts';
import { showLastBuild } from '../look/lastBuild.ts';
import { imageSteps } from '../look/rows.ts';
import { tagOf } from './analyzeArchive.ts';
import { dockerfileOf, imageOf } from './chooseImage.ts';
import type { Bench, Command } from './command.ts';
import { pickImage } from './pickImage.ts';
import { placeText, shortPlace } from './placeText.ts';
import { withCancel } from './withCancel.ts';

/** Two steps of the image that is looked at. */
export const compareSteps: Command = async (bench) => {
  const { steps, image, subject } = bench.look.now;
  if (steps === null || image?.state !== 'open') throw new Error(vscode.l10n.t('No image is open.'));
  const first = await chooseStep(bench, vscode.l10n.t('Compare the image after which step…'));
  if (first === undefined) return;
  const second = await chooseStep(bench, vscode.l10n.t('…with the image after which step?'));
  if (second === undefined) return;
  bench.images.remember(image.id, { path: fullPlace(image) });
  const side = async (step: number): Promise<ComparedImage> => ({
    key: await bench.comparison.hold(image.key),
    id: image.id,
    step,
    name: placeText(bench.look, step),
    short: shortPlace(bench.look, step),
  });
  const [from, to] = first < second ? [first, second] : [second, first];
  const uri = subject?.kind === 'dockerfile' ? subject.uri : undefined;
  await show(bench, { kind: 'steps', a: await side(from), b: await side(to), uri });
};

async function chooseStep({ look }: Bench, title: string): Promise<number | undefined> {
  const { steps } = look.now;
  if (steps === null) return undefined;
  const rows = imageSteps(steps).filter(({ layers }) => layers.length > 0);
  const ofSteps = rows.map(({ line, text, layers }) => ({
    label: text,
    description: vscode.l10n.t('line {0}', line),
    layer: layers[layers.length - 1],
  }));
  const ofLayers = steps.layers.map(({ layer, origin }) => ({
    label: vscode.l10n.t('layer {0}', layer),
    description: origin,
    layer,
  }));
  const chosen = await vscode.window.showQuickPick(rows.length > 0 ? ofSteps : ofLayers, { title });
  return chosen?.layer;
}

/** The image that is looked at, or one that is asked for, with another: of a file, of an engine or of a registry. */
export const compareImages: Command = async (bench) => {
  const a = (await lookedAt(bench)) ?? (await pickSide(bench, vscode.l10n.t('Choose the first image')));
  if (a === undefined) return;
  let b: ComparedImage | undefined;
  try {
    b = await pickSide(bench, vscode.l10n.t('Choose the image to compare {0} with', a.name));
  } finally {
    if (b === undefined) bench.comparison.drop(a);
  }
  if (b !== undefined) await show(bench, { kind: 'images', a, b, uri: dockerfileOf(bench) });
};

async function lookedAt({ look, comparison, images }: Bench): Promise<ComparedImage | undefined> {
  const { steps, image } = look.now;
  if (steps === null || image?.state !== 'open') return undefined;
  const name = placeName(image);
  images.remember(image.id, { path: fullPlace(image) });
  const key = await comparison.hold(image.key);
  return { key, id: image.id, step: steps.layers.length - 1, name, short: name };
}

async function pickSide(bench: Bench, title: string): Promise<ComparedImage | undefined> {
  const uri = dockerfileOf(bench);
  const picked = await pickImage(bench.server, { title, uri, placeholder: title, canForget: false });
  const image = picked && (await imageOf(picked));
  if (image === undefined || image === null) return undefined;
  const tag = image.tag ?? (image.path === undefined ? undefined : await tagOf(bench, image.path));
  if (tag === null) return undefined;
  const place = {
    path: fullPlace(image),
    ...(tag === undefined ? {} : { tag }),
    ...(image.platform === undefined ? {} : { platform: image.platform }),
  };
  const { key, id, layers } = await withCancel(vscode.l10n.t('Layerwise: reading {0}', place.path), (token) =>
    bench.comparison.open(place, token),
  );
  return { key, id, step: layers - 1, name: placeName(image), short: placeName(image) };
}

/** The image of the Dockerfile with the one before its last build. */
export const compareLastBuild: Command = async ({ look, comparison, server }) => {
  const title = vscode.l10n.t('Comparing with the image of the last build');
  const isKnown = await withCancel(title, (token) => showLastBuild(look, comparison, server, token));
  if (isKnown) await vscode.commands.executeCommand('layerwise.comparison.focus');
  else
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No image from before the last build is known. One is remembered from now on: build again, and compare then.',
      ),
    );
};

async function show({ comparison }: Bench, compared: Compared): Promise<void> {
  const title = vscode.l10n.t('Comparing {0} with {1}', compared.a.short, compared.b.short);
  await withCancel(title, (token) => comparison.show(compared, token));
  await vscode.commands.executeCommand('layerwise.comparison.focus');
}
