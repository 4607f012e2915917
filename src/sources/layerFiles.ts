import { digestOfPlainTar } from '../core/image/digest.ts';
import { invalid } from '../core/image/jsonDocument.ts';
import { isForeignLayer, MediaType } from '../core/image/mediaType.ts';
import type { Layer } from '../core/image/types.ts';
import { layerIndexBuilder } from '../core/merge/layerIndexBuilder.ts';
import type { LayerReading } from '../core/openImage.ts';
import { caughtError, type ImageContent, type LayerBlob } from './imageContent.ts';
import { type Absent, type ExpectedLayer, type ImageFile, isAbsent, type Medium } from './imageFile.ts';
import { absentLayer } from './layerFailure.ts';

/** A layer, with the file that carries it or the reason why there is none. */
export interface LayerFile {
  readonly expected: ExpectedLayer;
  readonly blob: LayerBlob;
  readonly file: ImageFile | Absent;
}

/** @throws Failure when manifest and config do not agree on the number of layers: then none can be told from another. */
export async function findLayerFiles(medium: Medium, { id, config, layers }: ImageContent): Promise<LayerFile[]> {
  const { diffIds } = config;
  if (diffIds.length !== layers.length) {
    throw invalid(`the image ${id}`, `its config lists ${diffIds.length} layers, its manifest ${layers.length}`);
  }
  const files: LayerFile[] = [];
  for (const [index, blob] of layers.entries()) {
    const diffId = diffIds[index];
    const found = await caughtError(medium.find(blob.name));
    const file = found instanceof Error ? { absent: found.message } : found;
    files.push({ expected: { index, diffId, digest: blob.digest, size: blob.size }, blob, file });
  }
  return files;
}

export async function toLayer({ expected, blob, file }: LayerFile, history: number | null): Promise<Layer> {
  const { index, diffId, digest, size } = expected;
  return {
    index,
    diffId,
    digest: digest ?? digestOfPlainTar(diffId),
    mediaType: digest === null ? await dockerMediaType(file) : blob.mediaType,
    blobSize: isAbsent(file) ? (size ?? 0) : file.size,
    history,
  };
}

/** The old `docker save` layout says no media type; other tools that write it compress layers too. */
async function dockerMediaType(file: ImageFile | Absent): Promise<string> {
  const encoding = isAbsent(file) ? 'plain' : await file.encoding();
  return encoding === 'plain' ? MediaType.dockerLayer : `${MediaType.dockerLayer}.${encoding}`;
}

/** Reading a layer whose blob is not there. That is a failure, unless it was never meant to be there. */
export function readAbsentLayer(expected: ExpectedLayer, blob: LayerBlob, { absent }: Absent): LayerReading {
  const { index } = layerIndexBuilder(expected.index, null).finish();
  if (!isForeignLayer(blob.mediaType))
    return { index, warnings: [], failure: absentLayer(expected, absent), checkedBy: null };
  const where = blob.urls.length > 0 ? ` It is to be had at ${blob.urls.join(' ')}` : '';
  const message = `Layer ${expected.index} (${blob.digest ?? expected.diffId}) is a foreign layer that the image does not carry; its files are missing here.${where}`;
  return { index, warnings: [{ layer: expected.index, code: 'absent', message }], failure: null, checkedBy: null };
}
