import * as v from 'valibot';
import type { GrowthData } from '../core/picture/growthTypes.ts';
import type { PictureData } from '../core/picture/types.ts';
import type { PictureTexts } from '../core/words/pictureTexts.ts';
import { Count } from './primitives.ts';

/** From the editor to the webview. */
export type ToPicture =
  | { readonly type: 'texts'; readonly texts: PictureTexts }
  | { readonly type: 'picture'; readonly data: PictureData; readonly state: PictureState }
  /** What differs in two images. */
  | { readonly type: 'growth'; readonly data: GrowthData }
  /** The selected bars of the timeline: the layers of the selected step; none for the whole image. */
  | { readonly type: 'selection'; readonly steps: readonly number[] }
  /** There is nothing to draw, and why. */
  | { readonly type: 'nothing'; readonly text: string };

/** What the webview keeps, so that it is as before after a restart: the editor says which image it is. */
export interface PictureState {
  readonly id: string;
  readonly subject: string;
}

/** From the webview to the editor, which checks it. */
export const FromPicture = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  /** A bar of the timeline by its place: a layer, or an instruction that made something differ. Null for the whole. */
  v.strictObject({ type: v.literal('select'), step: v.nullable(Count) }),
  v.strictObject({ type: v.literal('goTo'), step: Count }),
  /** A file by its place in the picture's columns. */
  v.strictObject({ type: v.literal('open'), file: Count }),
]);
export type FromPicture = v.InferOutput<typeof FromPicture>;
