import type { ReadProgress } from '../core/openImage.ts';

/** The ways of telling how far an image is, made one: bytes never go back, and end at their total. */
export interface OpenProgress {
  /** Of an archive that has to be read in full to be opened. */
  readonly opening: (bytes: number, totalBytes: number) => void;
  /** Of its layers; what was read when it was opened is not counted twice. */
  reading(isReadAlready: boolean): (progress: ReadProgress) => void;
  done(): void;
}

export function openProgress(tell: (progress: ReadProgress) => void): OpenProgress {
  let last: ReadProgress = { bytes: 0, totalBytes: 0, layers: 0, layersDone: 0 };
  const say = (progress: ReadProgress): void => {
    last = progress;
    tell(progress);
  };
  return {
    opening: (bytes, totalBytes) => say({ ...last, bytes, totalBytes }),
    reading: (isReadAlready) => (progress) =>
      say(isReadAlready ? { ...progress, bytes: last.bytes, totalBytes: last.totalBytes } : progress),
    done: () => say({ ...last, bytes: last.totalBytes }),
  };
}
