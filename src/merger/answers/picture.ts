import { imagePicture } from '../../core/picture/imagePicture.ts';
import type { CheckedParams, ResultOf } from '../../protocol/questions.ts';
import type { MergedImage } from '../mergedImage.ts';

export function picture({ whole }: MergedImage, { most }: CheckedParams<'picture'>): ResultOf<'picture'> {
  return imagePicture(whole.tree, most);
}
