import type { Analysis } from '../analysis.ts';

/** What can be measured of an image, or of the layers that are not the base's. */
export interface Figure {
  /** The key in `.layerwise.yaml`. */
  readonly rule: string;
  readonly title: string;
  readonly unit: Unit;
  /** Whether a limit is the least or the most that is allowed. */
  readonly bound: Bound;
  readonly value: number;
}

export type Unit = 'bytes' | 'share' | 'count';
export type Bound = 'min' | 'max';

/** All of them, whether they are limited or not. */
export function figuresOf({ totals, image }: Analysis): Figure[] {
  const { shippedBytes, wastedBytes, blobBytes, baseLayers, userShippedBytes, userWastedBytes } = totals;
  const userBlobs = image.layers.slice(baseLayers).reduce((sum, { blobSize }) => sum + blobSize, 0);
  return [
    ...figures('image', '', shippedBytes, wastedBytes, blobBytes),
    ...figures('user', ' without the base', userShippedBytes, userWastedBytes, userBlobs),
  ];
}

function figures(section: string, whose: string, shipped: number, wasted: number, blobs: number): Figure[] {
  const share = shipped === 0 ? 0 : wasted / shipped;
  const efficiency = shipped === 0 ? 1 : (shipped - wasted) / shipped;
  const figure = (key: string, title: string, unit: Unit, bound: Bound, value: number): Figure => {
    return { rule: `${section}.${key}`, title: title + whose, unit, bound, value };
  };
  return [
    figure('minEfficiency', 'Efficiency', 'share', 'min', efficiency),
    figure('maxWastedBytes', 'Wasted bytes', 'bytes', 'max', wasted),
    figure('maxWastedShare', 'Wasted share', 'share', 'max', share),
    figure('maxSize', 'Size', 'bytes', 'max', shipped),
    figure('maxPullSize', 'Size to pull', 'bytes', 'max', blobs),
  ];
}
