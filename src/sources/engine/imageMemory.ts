import type { Image } from '../../core/image/types.ts';
import type { OpenImage } from '../../core/openImage.ts';

/** What an export said of an image, but for its layers' contents. */
export type RememberedImage = Pick<OpenImage, 'image' | 'warnings'>;

/**
 * What exports said of images, kept for the next time. An engine asked about an image tells neither the bytes of its layers'
 * blobs, nor which entries of the history made none, nor what is attested; so without this memory the same image would have
 * another report when it is not exported.
 */
export interface ImageMemory {
  /**
   * Null unless every layer of the image is at hand too.
   *
   * @param key Stands for one image for ever: it has a digest of it.
   */
  recall(key: string): Promise<RememberedImage | null>;
  keep(key: string, remembered: RememberedImage): Promise<void>;
}

/** The same image as it is called now. */
export function calledNow(image: Image, { reference, tags }: Pick<Image, 'reference' | 'tags'>): Image {
  return { ...image, reference, tags };
}
