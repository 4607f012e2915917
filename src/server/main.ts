import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { version } from '../../package.json';
import { startServer } from './startServer.ts';

/** `layerwise-language-server --stdio`, also over a socket, a pipe or Node's own channel: as the arguments say. */
startServer(createConnection(ProposedFeatures.all), {
  threadFile: join(__dirname, 'thread.cjs'),
  version,
  env: process.env,
  platform: process.platform,
});
