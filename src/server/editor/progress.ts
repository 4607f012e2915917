import type { Connection } from 'vscode-languageserver';
import type { ReadProgress } from '../../core/openImage.ts';
import { bytesText } from '../../core/words/bytesText.ts';

export interface ShownProgress {
  /** Aborted when the user wants no more of it. */
  readonly signal: AbortSignal;
  show(progress: ReadProgress): void;
  done(): void;
}

/** Shows that an image is read, with a way to stop it. Without a client that can, nothing is shown. */
export function readingProgress(connection: Connection, canShow: boolean, name: string): ShownProgress {
  const controller = new AbortController();
  const { signal } = controller;
  if (!canShow) return { signal, show: () => undefined, done: () => undefined };
  let isDone = false;
  const reporter = connection.window.createWorkDoneProgress().then((created) => {
    created.begin(`Layerwise: reading ${name}`, 0, '', true);
    created.token.onCancellationRequested(() => controller.abort());
    return created;
  });
  reporter.catch(() => undefined);
  const tell = (act: (created: Awaited<typeof reporter>) => void): void => {
    reporter.then(act).catch(() => undefined);
  };
  return {
    signal,
    show({ bytes, totalBytes, layersDone, layers }) {
      const part = totalBytes === 0 ? 0 : Math.floor((bytes / totalBytes) * 100);
      const layersText = layers === 0 ? '' : `, ${layersDone} of ${layers} layers`;
      tell((created) => {
        if (!isDone) created.report(part, `${bytesText(bytes)} of ${bytesText(totalBytes)}${layersText}`);
      });
    },
    done() {
      if (isDone) return;
      isDone = true;
      tell((created) => created.done());
    },
  };
}
