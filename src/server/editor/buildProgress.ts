import type { Connection } from 'vscode-languageserver';

export interface BuildProgress {
  /** The newest line that the builder said. */
  show(line: string): void;
  done(): void;
}

/** Much more than one line of any editor. */
const LONGEST = 120;

/** Shows that an image is built, with a way to stop it. Without a client that can, nothing is shown. */
export function buildProgress(connection: Connection, canShow: boolean, cancel: () => void): BuildProgress {
  if (!canShow) return { show: () => undefined, done: () => undefined };
  let isDone = false;
  const reporter = connection.window.createWorkDoneProgress().then((created) => {
    created.begin('Layerwise: building', undefined, '', true);
    created.token.onCancellationRequested(cancel);
    return created;
  });
  reporter.catch(() => undefined);
  return {
    show(line) {
      reporter.then((created) => {
        if (!isDone) created.report(line.slice(0, LONGEST));
      }, ignore);
    },
    done() {
      if (isDone) return;
      isDone = true;
      reporter.then((created) => created.done(), ignore);
    },
  };
}

/** The client shows none, after all. */
function ignore(): void {
  return undefined;
}
