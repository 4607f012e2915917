import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spoiltThread } from '../merger/support/startTestMerger.ts';
import { temporaryDirectory } from '../support/imageBuilder.ts';

export interface Gate {
  /** Threads whose readers tell nothing while the gate is closed: images are being read for as long as a test wants. */
  readonly threadFile: string;
  readonly close: () => Promise<void>;
  readonly open: () => Promise<void>;
}

export async function gate(): Promise<Gate> {
  const file = join(await temporaryDirectory(), 'closed');
  const threadFile = await spoiltThread(`
    if (workerData.role === 'reader') {
      const post = parentPort.postMessage.bind(parentPort);
      parentPort.postMessage = (...sent) => {
        const isClosed = require('node:fs').existsSync(${JSON.stringify(file)});
        if (isClosed) setTimeout(() => parentPort.postMessage(...sent), 10);
        else post(...sent);
      };
    }`);
  return { threadFile, close: () => writeFile(file, ''), open: () => rm(file, { force: true }) };
}
