import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from '../support/imageBuilder.ts';

export interface CountingProxy {
  readonly env: Readonly<Record<string, string>>;
  /** What was asked, one line a request. */
  readonly asked: string[];
  /** How many connections are open. */
  open(): number;
}

/** Another socket of an engine, for the running test, that notes what is asked through it. */
export async function countingProxy(engine: string): Promise<CountingProxy> {
  const socket = join(await temporaryDirectory(), 'proxy.sock');
  const asked: string[] = [];
  let open = 0;
  const server = createServer((client) => {
    const upstream = connect(engine);
    open++;
    client.once('data', (head) => asked.push(head.toString('latin1').split('\r\n')[0]));
    client.pipe(upstream).pipe(client);
    client.on('error', () => undefined).once('close', () => upstream.destroy());
    // An engine that has said all ends the client's connection by the pipe, with all that is still on its way.
    upstream
      .on('error', () => client.destroy())
      .once('close', () => {
        open--;
      });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => {
    server.close();
  });
  return { env: { DOCKER_HOST: `unix://${socket}` }, asked, open: () => open };
}
