import type { CopyInstruction } from '../../core/context/copyInstruction.ts';
import type { ForecastOptions } from '../../core/context/forecast.ts';
import type { Dockerfile } from '../../core/dockerfile/types.ts';
import type { ReadContext } from '../../sources/context/readContext.ts';

/** What `layerwise context` tells of. */
export interface ContextReport {
  readonly root: string;
  readonly path: string;
  readonly dockerfile: Dockerfile;
  readonly copies: readonly CopyInstruction[];
  readonly context: ReadContext;
  readonly options: ForecastOptions;
}
