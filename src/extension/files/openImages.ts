import * as vscode from 'vscode';
import type { Look } from '../look/look.ts';
import type { LanguageServer } from '../server/languageServer.ts';

/** Finds the key of an image that a document names by its id. */
export interface OpenImages {
  /** Remembers where an image is, so that its documents can be shown again later. */
  remember(id: string, place: OpenedPlace): void;
  /** An image that is open under a key, until this is disposed. */
  lend(id: string, key: string): vscode.Disposable;
  /** @throws Error for people when the image is not known, or cannot be opened. */
  keyOf(id: string): Promise<string>;
}

/** As the server opens it. */
export interface OpenedPlace {
  /** Or a reference. */
  readonly path: string;
  readonly tag?: string;
  readonly platform?: string;
}

interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): Thenable<void>;
}

/** Documents outlive the image that they were opened from: it is opened again for them, by its file. */
export function openImages(look: Look, server: LanguageServer, memory: Memory): OpenImages {
  const opened = new Map<string, Promise<string>>();
  const lent = new Map<string, readonly string[]>();
  let keys = 0;
  server.onRestarted(() => {
    opened.clear();
    lent.clear();
  });

  async function open(id: string): Promise<string> {
    const place = memory.get(PLACE + id) as OpenedPlace | undefined;
    if (place === undefined)
      throw new Error(vscode.l10n.t('Its image is not open. Open the Dockerfile or the image again.'));
    const key = `document:${++keys}`;
    const { image } = await server.ask('open', { key, ...place });
    if (image.id === id) return key;
    await server.ask('release', { image: key });
    throw new Error(vscode.l10n.t('{0} holds another image by now.', place.path));
  }

  return {
    remember: (id, place) => void memory.update(PLACE + id, place),
    lend(id, key) {
      lent.set(id, [...(lent.get(id) ?? []), key]);
      return new vscode.Disposable(() => {
        const left = (lent.get(id) ?? []).filter((other) => other !== key);
        if (left.length > 0) lent.set(id, left);
        else lent.delete(id);
      });
    },
    keyOf(id) {
      const { image } = look.now;
      if (image?.state === 'open' && image.id === id) return Promise.resolve(image.key);
      const known = lent.get(id)?.at(-1);
      if (known !== undefined) return Promise.resolve(known);
      const key = opened.get(id) ?? open(id);
      opened.set(id, key);
      key.catch(() => opened.delete(id));
      return key;
    },
  };
}

const PLACE = 'image ';
