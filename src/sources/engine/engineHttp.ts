import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import * as v from 'valibot';

/** An engine answered, but not with what was asked for. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Asks over a connection of its own, which ends with the answer. An answer that is not read to its end has to be
 * destroyed: that closes the connection, and the engine stops.
 *
 * @throws EngineError for any other status than 2xx, with what the engine said; Error of the system; the signal's reason.
 */
export async function get(connection: Duplex, path: string, signal: AbortSignal): Promise<IncomingMessage> {
  const response = await respond(connection, path, signal);
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  throw new EngineError(status, await complaint(response, status));
}

function respond(connection: Duplex, path: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = request({
      // So no agent keeps it for others.
      createConnection: () => connection,
      path,
      signal,
      headers: { host: 'engine', connection: 'close' },
    });
    asked.once('response', resolve);
    asked.once('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    asked.end();
  });
}

/** More than any engine has images for. */
const MOST_JSON = 64 * 1024 * 1024;

/** @throws EngineError when it is too large, not JSON, or of another shape. */
export async function readJson<const S extends v.GenericSchema>(
  schema: S,
  response: IncomingMessage,
): Promise<v.InferOutput<S>> {
  return checked(schema, await readText(response, MOST_JSON));
}

/** @throws EngineError when it is not JSON, or of another shape. */
export function checked<const S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  const result = v.safeParse(schema, parsed(text), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new EngineError(
    0,
    `its answer is not as expected: ${v.getDotPath(issue) ?? 'the answer'}: ${short(issue.message)}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineError(0, `its answer is not JSON: ${short(text)}`);
  }
}

async function readText(response: IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > most) throw new EngineError(0, `its answer has more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const Complaint = v.object({ message: v.string() });
const MOST_COMPLAINT = 64 * 1024;

async function complaint(response: IncomingMessage, status: number): Promise<string> {
  try {
    return short(checked(Complaint, await readText(response, MOST_COMPLAINT)).message);
  } catch {
    return `it answers with status ${status}`;
  }
}

const LONGEST = 300;

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)}…`;
}
