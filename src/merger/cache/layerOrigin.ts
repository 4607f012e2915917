import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { blobName } from '../../core/image/digest.ts';
import type { Image, Layer } from '../../core/image/types.ts';

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

interface FileState {
  readonly isDirectory: boolean;
  readonly state: string;
}

async function fileState(path: string): Promise<FileState | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  if (found === null) return null;
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return { isDirectory: found.isDirectory(), state: `${resolve(path)} ${dev}:${ino} ${size} ${mtimeNs} ${ctimeNs}` };
}
