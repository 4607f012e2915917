import { alignHistory } from '../core/image/history.ts';
import { pickImage, type Wish } from '../core/image/pickImage.ts';
import type { Image, SourceKind } from '../core/image/types.ts';
import type { Warning } from '../core/image/warning.ts';
import type { OpenImage } from '../core/openImage.ts';
import { readAttestations } from './attestations.ts';
import { findImages } from './findImages.ts';
import type { Candidate, ImageContent } from './imageContent.ts';
import { isAbsent, type Medium } from './imageFile.ts';
import { findLayerFiles, type LayerFile, readAbsentLayer, toLayer } from './layerFiles.ts';
import { readContent } from './readContent.ts';

export interface OpenMediumOptions extends Wish {
  /** How the user called it. */
  readonly reference: string;
  /** Where the medium itself comes from; by default its files tell. */
  readonly source?: SourceKind;
}

/**
 * Picks an image of a medium and gets ready to read its layers. The image takes over the medium.
 *
 * @throws Failure of kind `usage` when it is not clear which image is meant, of kind `image` when it cannot be read.
 */
export async function openMedium(medium: Medium, options: OpenMediumOptions): Promise<OpenImage> {
  try {
    const { candidates, source } = await findImages(medium, options.reference);
    const candidate = pickImage(candidates, options);
    if (candidate.content instanceof Error) throw candidate.content;
    return await openContent(medium, candidate, candidate.content, {
      reference: options.reference,
      source: options.source ?? source,
    });
  } catch (error) {
    await medium.close();
    throw error;
  }
}

async function openContent(
  medium: Medium,
  { tags, platform }: Candidate,
  content: ImageContent,
  origin: Pick<Image, 'reference' | 'source'>,
): Promise<OpenImage> {
  const { id, manifestDigest, annotations, config } = content;
  const files = await findLayerFiles(medium, content);
  const aligned = alignHistory(config.history, files.length);
  const attested = await readAttestations(medium, manifestDigest, content.attestations);
  const image: Image = {
    ...origin,
    id,
    manifestDigest,
    tags,
    platform,
    annotations,
    config: config.config,
    history: config.history,
    layers: await Promise.all(files.map((file, index) => toLayer(file, aligned.entryOfLayer[index] ?? null))),
    attestations: attested.statements,
  };
  return openImage(medium, image, files, [...brokenMedium(medium), ...aligned.warnings, ...attested.warnings]);
}

function openImage(medium: Medium, image: Image, files: readonly LayerFile[], warnings: readonly Warning[]): OpenImage {
  const layerFile = (layer: number) => {
    const file = files.at(layer);
    if (file === undefined) throw new RangeError(`the image has no layer ${layer}`);
    return file;
  };
  return {
    image,
    warnings,
    isReadAlready: medium.isReadAlready,
    async readLayer(layer, options) {
      const { file, expected, blob } = layerFile(layer);
      return isAbsent(file) ? readAbsentLayer(expected, blob, file) : file.readLayer(expected, options);
    },
    async hashContents(layer, index, entries, options) {
      const { file } = layerFile(layer);
      if (!isAbsent(file)) await file.hashContents(index, entries, options);
    },
    readContent: async (layer, index, entry, range, { signal }) =>
      readContent(layerFile(layer), index, entry, range, signal),
    close: () => medium.close(),
  };
}

function brokenMedium({ broken }: Medium): readonly Warning[] {
  if (broken === null) return [];
  return [{ layer: null, code: 'truncated', message: `The archive cannot be read to its end: ${broken.message}.` }];
}
