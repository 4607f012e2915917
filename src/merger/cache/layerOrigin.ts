import { join } from 'node:path';
import { blobName } from '../../core/image/digest.ts';
import type { Image, Layer } from '../../core/image/types.ts';
import { fileState } from './fileState.ts';

/** Names the bytes a layer is read from, differently whenever they may differ; null where that cannot be told. */
export type LayerOrigin = (image: Image, layer: Layer) => Promise<string | null>;

/**
 * For the layers of an image file or of an OCI layout directory. A file is known by its place and state (inode, size,
 * times to the nanosecond). Call it before the image is opened: should the file be replaced in between, what is read is
 * kept under a state that never comes again.
 */
export async function layerOriginAt(path: string): Promise<LayerOrigin> {
  const opened = await fileState(path);
  return async (image, layer) => {
    const file = opened?.isDirectory === true ? await fileState(join(path, blobName(layer.digest))) : opened;
    if (file === null || file.isDirectory) return null;
    // The same file may hold several images, and a hostile one may give two of its layers one diffID.
    return `${file.state} ${image.id} ${image.manifestDigest ?? ''} ${layer.index}`;
  };
}
