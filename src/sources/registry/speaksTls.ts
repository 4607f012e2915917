import { connect } from 'node:tls';

/** Milliseconds. A server without TLS does not understand the first word, and says so or hangs up. */
const LIMIT = 5000;

/**
 * Whether a server that may do without TLS has it nevertheless. Whatever else is wrong with it, the first question will meet.
 *
 * @param address `host[:port]`.
 * @throws the signal's reason.
 */
export function speaksTls(address: string, signal: AbortSignal): Promise<boolean> {
  const { hostname, port } = new URL(`https://${address}`);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ host, port: port === '' ? 443 : Number(port), rejectUnauthorized: false });
    const timer = setTimeout(() => end(false), LIMIT);
    const stop = (): void => {
      reject(signal.reason as Error);
      end(false);
    };
    function end(answer: boolean): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve(answer);
    }
    signal.addEventListener('abort', stop, { once: true });
    socket.once('secureConnect', () => end(true));
    socket.on('error', () => end(false));
    socket.once('close', () => end(false));
  });
}
