import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Position,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const server = fileURLToPath(new URL('./server.cjs', import.meta.url));

/** As much of an editor as the measurements need. */
export interface Editor {
  open(path: string, text: string): Promise<string>;
  /** Once the image of a document is read, or begins to be. */
  opened(uri: string): Promise<void>;
  opening(uri: string): Promise<void>;
  isOpen(uri: string): boolean;
  typeAndAsk(uri: string, place: Position, text: string): Promise<void>;
  hover(uri: string, line: number): Promise<void>;
  time(work: () => Promise<void>): Promise<number>;
  stop(): Promise<void>;
}

export async function startEditor(state: string): Promise<Editor> {
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waitFor = statesOf(connection);
  connection.listen();
  const initializationOptions = { cacheDirectory: null, stateDirectory: join(state, 'state') };
  await connection.sendRequest('initialize', { processId: null, capabilities: {}, initializationOptions });
  await connection.sendNotification('initialized', {});
  let version = 1;
  return {
    ...waitFor,
    async open(path, text) {
      const uri = pathToFileURL(path).href;
      const textDocument = { uri, languageId: 'dockerfile', version: 1, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
      return uri;
    },
    async typeAndAsk(uri, place, text) {
      const contentChanges = [{ range: { start: place, end: place }, text }];
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges,
      });
      await notEmpty(connection.sendRequest('textDocument/codeLens', { textDocument: { uri } }));
    },
    async hover(uri, line) {
      const position = { line, character: 1 };
      await notEmpty(connection.sendRequest('textDocument/hover', { textDocument: { uri }, position }));
    },
    async time(work) {
      const start = performance.now();
      await work();
      return performance.now() - start;
    },
    async stop() {
      const ended = once(child, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

function statesOf(connection: ProtocolConnection): Pick<Editor, 'opened' | 'opening' | 'isOpen'> {
  const states = new Map<string, string>();
  const waiting = new Map<string, () => void>();
  connection.onNotification('layerwise/imageChanged', (told: { uri: string; image: { state: string } }) => {
    states.set(told.uri, told.image.state);
    waiting.get(`${told.uri} ${told.image.state}`)?.();
  });
  const until = (uri: string, state: string): Promise<void> =>
    new Promise((resolve) => {
      if (states.get(uri) === state) resolve();
      else waiting.set(`${uri} ${state}`, resolve);
    });
  return {
    opened: (uri) => until(uri, 'open'),
    opening: (uri) => until(uri, 'opening'),
    isOpen: (uri) => states.get(uri) === 'open',
  };
}

/** Measuring nothing would be quick. */
async function notEmpty(asked: Promise<unknown>): Promise<void> {
  const answer = await asked;
  if (answer === null || (Array.isArray(answer) && answer.length < 2)) throw new Error('the server showed nothing');
}
