import type { ReadProgress } from '../core/openImage.ts';
import type { CheckedParams } from '../protocol/questions.ts';
import type { MergedImage } from './mergedImage.ts';

export type OpenParams = CheckedParams<'open'>;

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadProgress) => void;
}

/** Opens an image, reads its layers and merges them. */
export type Load = (params: OpenParams, options: LoadOptions) => Promise<MergedImage>;

/** The same for the same image in the same state. */
export type Identify = (params: Omit<OpenParams, 'key'>, signal: AbortSignal) => Promise<string>;
