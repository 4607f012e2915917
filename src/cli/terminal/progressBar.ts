import { Format, SingleBar } from 'cli-progress';
import type { ReadProgress } from '../../core/openImage.ts';
import { bytesText } from '../../core/words/bytesText.ts';

export interface ProgressBar {
  show(progress: ReadProgress): void;
  stop(): void;
}

/** Work shorter than this shows no bar: a flash tells nothing. */
const QUIET_MILLISECONDS = 300;

/** A bar on standard error, with bytes, layers and time left; nothing where that is not a terminal. */
export function progressBar(stream: NodeJS.WriteStream): ProgressBar {
  if (!stream.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    etaBuffer: 50,
    format: (options, { progress, eta }, payload: Partial<ReadProgress>) => {
      const { bytes = 0, totalBytes = 0, layers = 0, layersDone = 0 } = payload;
      const picture = Format.BarFormat(progress, { ...options, barsize: 24 });
      const left = Number.isFinite(eta) && eta > 0 ? `  ${Format.TimeFormat(eta, options, 1)} left` : '';
      return `${picture}  ${bytesText(bytes)} of ${bytesText(totalBytes)}${layers > 0 ? `  layer ${layersDone} of ${layers}` : ''}${left}`;
    },
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  const startAt = performance.now() + QUIET_MILLISECONDS;
  let started = false;
  return {
    show(progress) {
      if (!started && performance.now() < startAt) return;
      if (!started) bar.start(progress.totalBytes, 0, progress);
      started = true;
      // Opening a compressed archive is one work, reading its layers the next.
      bar.setTotal(progress.totalBytes);
      bar.update(progress.bytes, progress);
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
