import type { MessagePort, Worker } from 'node:worker_threads';
import {
  createMessageConnection,
  ErrorCodes,
  type Message,
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
  type ResponseMessage,
} from 'vscode-jsonrpc/node';

/**
 * JSON-RPC between threads: requests, cancellation, progress. Buffers of an answer are transferred, not copied, so whoever
 * answers must be done with them.
 */
export function portConnection(port: MessagePort | Worker): MessageConnection {
  return createMessageConnection(new PortMessageReader(port), new TransferringWriter(port));
}

class TransferringWriter extends PortMessageWriter {
  private readonly to: MessagePort | Worker;

  constructor(port: MessagePort | Worker) {
    super(port);
    this.to = port;
  }

  override write(message: Message): Promise<void> {
    try {
      this.to.postMessage(message, 'result' in message ? buffersIn(message.result) : []);
      return Promise.resolve();
    } catch (error) {
      if ('result' in message) this.to.postMessage(unsendable(message, error));
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

/** Whoever asked would wait for ever for an answer that cannot be sent. */
function unsendable(answer: Message, error: unknown): object {
  const { jsonrpc, id } = answer as ResponseMessage;
  const message = `an answer cannot be sent to another thread: ${String(error)}`;
  return { jsonrpc, id, error: { code: ErrorCodes.InternalError, message } };
}

/** All buffers below, each once: several columns may be views on one. */
function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const collect = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) found.add(part.buffer);
    } else if (Array.isArray(part)) {
      // Lists hold rows of plain data.
    } else if (typeof part === 'object' && part !== null) Object.values(part).forEach(collect);
  };
  collect(value);
  return [...found];
}
