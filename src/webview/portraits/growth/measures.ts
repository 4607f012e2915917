import type { GrowthPicture } from '../../../core/picture/growthTypes.ts';
import type { Measure } from '../../model/pictureModel.ts';

/** The places of what is summed up by folder: bytes that the second image has more, and bytes of all that differs. */
export const GROWTH = 0;
export const DIFFERING = 1;

export function growthMeasures({ files: { bytes, before, after, difference } }: GrowthPicture): readonly Measure[] {
  return [
    after.map((size, file) => size - before[file]),
    bytes.map((size, file) => (difference[file] === 0 ? 0 : size)),
  ];
}
