import { join } from 'node:path';
import * as v from 'valibot';
import type { PathOrReference } from '../../core/words/pathOrReference.ts';
import { NamedImage } from '../../protocol/namedImage.ts';
import { decodeDocument, encodeDocument } from './checkedDocument.ts';
import { readAndTouch, writeAtomically } from './layerFiles.ts';
import { imageName } from './layerName.ts';

/** An image in a place, and which it was. */
export interface KnownImage {
  readonly image: PathOrReference & { readonly tag?: string; readonly platform?: string };
  readonly id: string;
}

/** The image that a Dockerfile had when it was last looked at, and the one before it. */
export interface DockerfileImages {
  readonly now: KnownImage;
  readonly before: KnownImage | null;
}

const Known = v.object({ image: NamedImage, id: v.pipe(v.string(), v.maxLength(200)) });
const Kept = v.object({ uri: v.string(), now: Known, before: v.nullable(Known) });

/** Keeps it beside the layers of a cache, of which it is a part: what was not used for longest goes. Like the cache it throws nothing. */
export async function keepDockerfileImages(directory: string, uri: string, images: DockerfileImages): Promise<void> {
  await writeAtomically(directory, nameOf(uri), encodeDocument({ uri, ...images })).catch(() => undefined);
}

/** Null when nothing is known, or what is there is damaged. */
export async function recallDockerfileImages(directory: string, uri: string): Promise<DockerfileImages | null> {
  try {
    const { uri: of, ...kept } = v.parse(Kept, decodeDocument(await readAndTouch(join(directory, nameOf(uri)))));
    return of === uri ? (kept as DockerfileImages) : null;
  } catch {
    return null;
  }
}

function nameOf(uri: string): string {
  return imageName(`dockerfile ${uri}`);
}
