import { type Connection, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import type { Failure } from '../../core/error.ts';
import { unlessGone } from './unlessGone.ts';

/** What the user is told, and what stands in the server's log. */
export interface Messages {
  readonly warn: (failure: Failure) => void;
  /** The same is not told again. */
  warnOnce(text: string): void;
  /** For whoever looks for a reason. */
  logOnce(text: string): void;
  /** An error that nobody expected. */
  readonly defect: (error: unknown) => void;
}

export function messagesTo(connection: Connection): Messages {
  const told = new Set<string>();
  const once = (text: string, tell: () => void): void => {
    if (told.has(text)) return;
    told.add(text);
    tell();
  };
  return {
    warn: (failure) => showWarning(connection, sentences(failure)),
    warnOnce: (text) => once(text, () => showWarning(connection, text)),
    logOnce: (text) => once(text, () => connection.console.info(text)),
    defect: (error) =>
      connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  };
}

export function sentences({ message, advice }: Failure): string {
  return `${message}. ${advice}`;
}

export function showWarning(connection: Connection, text: string): void {
  show(connection, MessageType.Warning, `Layerwise: ${text}`);
}

export function showInformation(connection: Connection, text: string): void {
  show(connection, MessageType.Info, text);
}

/** Not `window.showWarningMessage` and its like, which are questions: some editors wait for their answer. */
function show(connection: Connection, type: MessageType, message: string): void {
  unlessGone(connection.sendNotification(ShowMessageNotification.type, { type, message }));
}
