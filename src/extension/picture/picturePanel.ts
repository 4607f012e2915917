import * as vscode from 'vscode';
import { bytesText } from '../../core/words/bytesText.ts';
import { familiarName } from '../../core/words/familiarName.ts';
import { fullPlace, placeName } from '../../core/words/pathOrReference.ts';
import { showControls } from '../../core/words/showControls.ts';
import type { PictureState } from '../../protocol/pictureMessages.ts';
import type { StepsAnswer } from '../../protocol/serverRequests.ts';
import { LARGEST } from '../files/imageFileSystem.ts';
import { fileUri } from '../files/imageUri.ts';
import type { OpenImages } from '../files/openImages.ts';
import { archiveSteps } from '../look/archiveSteps.ts';
import type { Look } from '../look/look.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { showLineOf } from '../views/stepsView.ts';
import { layersIn, pictureLayers } from './pictureLayers.ts';
import { PictureWebview, type Told } from './pictureWebview.ts';
import { pathOfFile, type ShownImage, subjectName } from './shownImage.ts';

export interface PanelMeans {
  readonly extensionUri: vscode.Uri;
  readonly look: Look;
  readonly server: LanguageServer;
  readonly images: OpenImages;
}

/** One tab with the picture of a Dockerfile's image, or of an image alone. It follows what is looked at, while that is its own. */
export class PicturePanel implements vscode.Disposable {
  readonly subject: string;
  readonly panel: vscode.WebviewPanel;
  private readonly means: PanelMeans;
  private readonly page: PictureWebview;
  private readonly listening: vscode.Disposable;
  private shown: ShownImage | null = null;
  /** What is asked later wins. */
  private asked = 0;

  /** @param restored The image that was shown before a restart. */
  constructor(panel: vscode.WebviewPanel, subject: string, means: PanelMeans, restored: string | null) {
    this.panel = panel;
    this.subject = subject;
    this.means = means;
    this.page = new PictureWebview({
      panel,
      extensionUri: means.extensionUri,
      log: means.server.log,
      onReady: () => this.tellAll(),
      hear: (told) => this.hear(told),
    });
    this.listening = vscode.Disposable.from(
      this.page,
      means.look.onDidChange((changed) => {
        if (!this.isOwn()) return;
        if (changed.has('steps') || changed.has('image')) void this.follow();
        if (changed.has('selection')) this.tellSelection();
      }),
    );
    if (this.isOwn()) void this.follow();
    else if (restored !== null) void this.restore(restored);
  }

  private isOwn(): boolean {
    const { subject } = this.means.look.now;
    return subject !== null && subjectName(subject) === this.subject;
  }

  /** Shows the image that is looked at. While a newer one is read, the one before stays. */
  private async follow(): Promise<void> {
    const { image, steps } = this.means.look.now;
    if (image?.state === 'failed') this.tellNothing(`${image.message}. ${image.advice}`);
    else if (image?.state === 'none') this.tellNothing(image.text);
    if (image?.state !== 'open' || steps?.key !== image.key) return;
    this.means.images.remember(image.id, { path: fullPlace(image) });
    const name = image.tags.length > 0 ? familiarName(image.tags[0]) : placeName(image);
    await this.show(image.id, name, steps);
  }

  private async restore(id: string): Promise<void> {
    const asked = this.asked;
    try {
      const key = await this.means.images.keyOf(id);
      const summary = await this.means.server.ask('summary', { image: key });
      if (asked !== this.asked) return;
      const name = summary.image.tags.at(0) ?? summary.image.reference;
      await this.show(id, familiarName(name), archiveSteps(summary));
    } catch (error) {
      if (asked === this.asked) this.tellNothing(error instanceof Error ? error.message : String(error));
    }
  }

  private async show(id: string, name: string, steps: NonNullable<StepsAnswer>): Promise<void> {
    const asked = ++this.asked;
    const known = this.shown?.key === steps.key ? this.shown.picture : null;
    const layers = pictureLayers(steps);
    const isSame = known !== null && JSON.stringify(layers) === JSON.stringify(this.shown?.layers);
    const picture = known ?? (await this.means.server.ask('picture', { image: steps.key }));
    if (asked !== this.asked) return;
    this.shown = { key: steps.key, id, name, steps, layers, picture };
    this.panel.title = vscode.l10n.t('Picture of {0}', showControls(name));
    if (!isSame) this.tellPicture();
  }

  private tellAll(): void {
    if (this.shown === null) this.page.tell({ type: 'nothing', text: vscode.l10n.t('Reading the image…') });
    this.tellPicture();
  }

  private tellPicture(): void {
    if (this.shown === null) return;
    const { name, picture, layers, id } = this.shown;
    const state: PictureState = { id, subject: this.subject };
    this.page.tell({ type: 'picture', data: { name, picture, layers }, state });
    this.tellSelection();
  }

  private tellSelection(): void {
    const { view } = this.means.look;
    const isShown = this.isOwn() && view !== null && view.image === this.shown?.key;
    this.page.tell({ type: 'selection', steps: isShown ? layersIn(view.range) : [] });
  }

  private tellNothing(text: string): void {
    this.asked++;
    this.shown = null;
    this.page.tell({ type: 'nothing', text });
  }

  private hear(told: Told): void {
    if (told.type === 'open') void this.open(told.file);
    else void this.select(told.step);
  }

  private async select(layer: number | null): Promise<void> {
    const { look } = this.means;
    const step = layer === null ? null : (this.shown?.steps.layers.at(layer)?.step ?? null);
    if (this.isOwn()) {
      if (layer === null) look.select({ kind: 'image' });
      else look.select(step === null ? { kind: 'layer', layer } : { kind: 'step', step });
    }
    if (layer !== null) await this.showLine(layer);
  }

  private async showLine(layer: number): Promise<void> {
    const line = this.shown?.layers.at(layer)?.line ?? null;
    const uri = vscode.Uri.parse(this.subject);
    if (line === null || uri.scheme.length < 2) return;
    await showLineOf(uri, line, { preserveFocus: true, column: this.page.columnBeside() });
  }

  private async open(file: number): Promise<void> {
    if (this.shown === null) return;
    const { picture, id } = this.shown;
    const path = pathOfFile(picture, file);
    if (path === null) return;
    const { bytes, node, layer } = picture.files;
    if (bytes[file] > LARGEST) {
      const text = vscode.l10n.t('{0} has {1}, too much for an editor.', showControls(path), bytesText(bytes[file]));
      await vscode.window.showInformationMessage(text);
      return;
    }
    const uri = fileUri({ id, path, node: node[file], step: layer[file], off: [] });
    await vscode.commands.executeCommand('vscode.open', uri, { preview: true, viewColumn: this.page.columnBeside() });
  }

  dispose(): void {
    this.listening.dispose();
  }
}
