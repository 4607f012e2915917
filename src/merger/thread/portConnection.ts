import type { MessagePort, Worker } from 'node:worker_threads';
import {
  createMessageConnection,
  type Message,
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
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
      // The connection then answers with this error.
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }
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
