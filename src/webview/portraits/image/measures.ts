import type { Picture } from '../../../core/picture/types.ts';
import type { Measure } from '../../model/pictureModel.ts';

/** The place of the bytes that are wasted. */
export const WASTED = 0;

export function imageMeasures({ files: { bytes, how } }: Picture): readonly Measure[] {
  return [bytes.map((size, file) => (how[file] > 0 ? size : 0))];
}
