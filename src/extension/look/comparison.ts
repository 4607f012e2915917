import * as vscode from 'vscode';
import type { ServerResult } from '../../protocol/serverRequests.ts';
import type { OpenedPlace, OpenImages } from '../files/openImages.ts';
import type { LanguageServer } from '../server/languageServer.ts';

/** One side of a comparison: a tree of an image that is open under a key of the comparison’s own. */
export interface ComparedImage {
  readonly key: string;
  readonly id: string;
  readonly step: number;
  readonly name: string;
  /** Without the instruction. */
  readonly short: string;
}

export interface Compared {
  readonly kind: 'images' | 'steps' | 'lastBuild';
  readonly a: ComparedImage;
  readonly b: ComparedImage;
  /** The Dockerfile that both were built from, as far as that is known. */
  readonly uri: vscode.Uri | undefined;
}

/** As the server is asked about them. */
export function sidesOf({ a, b }: Pick<Compared, 'a' | 'b'>): {
  readonly a: { readonly image: string; readonly step: number };
  readonly b: { readonly image: string; readonly step: number };
} {
  return { a: { image: a.key, step: a.step }, b: { image: b.key, step: b.step } };
}

export type Differences = ServerResult<'comparison'>;

/** What is compared now. Images are held under keys of its own, so that they stay when a Dockerfile gets another. */
export class Comparison implements vscode.Disposable {
  private readonly server: LanguageServer;
  private readonly images: OpenImages;
  private readonly emitter = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  private lent: readonly vscode.Disposable[] = [];
  private state: { readonly compared: Compared; readonly differences: Differences } | null = null;
  private keys = 0;
  readonly onDidChange = this.emitter.event;

  constructor(server: LanguageServer, images: OpenImages) {
    this.server = server;
    this.images = images;
    this.listening = server.onRestarted(() => this.become(null));
  }

  get now(): Compared | null {
    return this.state?.compared ?? null;
  }

  get differences(): Differences | null {
    return this.state?.differences ?? null;
  }

  /** Opens an image for a comparison. @returns its key, its ID and how many layers it has. */
  async open(
    place: OpenedPlace,
    token: vscode.CancellationToken,
  ): Promise<Pick<ComparedImage, 'key' | 'id'> & { readonly layers: number }> {
    const key = this.newKey();
    const { image, layers } = await this.server.ask('open', { key, ...place }, token);
    this.images.remember(image.id, place);
    return { key, id: image.id, layers: layers.length };
  }

  /** Keeps an image that is open. */
  async hold(image: string): Promise<string> {
    const key = this.newKey();
    await this.server.ask('hold', { image, key });
    return key;
  }

  /** Shows another comparison; its images are let go when it is closed. */
  async show(compared: Compared, token?: vscode.CancellationToken): Promise<void> {
    const { a, b, uri } = compared;
    try {
      const asked = { ...(uri === undefined ? {} : { uri: uri.toString() }), ...sidesOf(compared) };
      const differences = await this.server.ask('comparison', asked, token);
      this.become({ compared, differences });
    } catch (error) {
      this.drop(a);
      this.drop(b);
      throw error;
    }
  }

  /** The same, told the other way round. */
  async swap(): Promise<void> {
    const compared = this.now;
    if (compared === null) return;
    const [a, b] = [await this.hold(compared.b.key), await this.hold(compared.a.key)];
    await this.show({ ...compared, a: { ...compared.b, key: a }, b: { ...compared.a, key: b } });
  }

  /** Lets go of an image that is not compared after all. */
  drop({ key }: Pick<ComparedImage, 'key'>): void {
    this.server.ask('release', { image: key }).catch(() => undefined);
  }

  close(): void {
    this.become(null);
  }

  private become(next: Comparison['state']): void {
    const before = this.state?.compared;
    for (const lent of this.lent) lent.dispose();
    if (before !== undefined) for (const side of [before.a, before.b]) this.drop(side);
    const sides = next === null ? [] : [next.compared.a, next.compared.b];
    this.lent = sides.map(({ id, key }) => this.images.lend(id, key));
    this.state = next;
    this.emitter.fire();
  }

  private newKey(): string {
    return `compared:${++this.keys}`;
  }

  dispose(): void {
    this.listening.dispose();
    this.emitter.dispose();
  }
}
