/** The first `length` bytes, fewer only when there are no more, and all chunks, those bytes included. */
export interface Peeked {
  readonly head: Uint8Array;
  readonly all: AsyncIterable<Uint8Array>;
}

export async function peek(chunks: AsyncIterable<Uint8Array>, length: number): Promise<Peeked> {
  const rest = chunks[Symbol.asyncIterator]();
  let first: Uint8Array = new Uint8Array(0);
  while (first.length < length) {
    const next = await rest.next();
    if (next.done === true) break;
    first = first.length === 0 ? next.value : Buffer.concat([first, next.value]);
  }
  return { head: first.subarray(0, length), all: resume(first, rest) };
}

async function* resume(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (first.length > 0) yield first;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** Shows every chunk to `look` as it passes. */
export async function* tapped(
  chunks: AsyncIterable<Uint8Array>,
  look: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    look(chunk);
    yield chunk;
  }
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return joined(parts);
}

/** In a buffer of its own, unlike `Buffer.concat`, so that it can be handed to another thread. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** `length` bytes from `start` on, fewer only when there are no more. The chunk behind the last byte is not asked for. */
export async function* partOf(
  chunks: AsyncIterable<Uint8Array>,
  start: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  if (length === 0) return;
  const end = start + length;
  let position = 0;
  for await (const chunk of chunks) {
    const from = Math.max(0, start - position);
    const to = Math.min(chunk.length, end - position);
    if (from < to) yield chunk.subarray(from, to);
    position += chunk.length;
    if (position >= end) return;
  }
}

/**
 * Asks for each chunk while the one before is worked on, so that reading and decompressing go on side by side. It holds one
 * chunk more than its source.
 */
export async function* ahead(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  let next = source.next();
  try {
    for (let chunk = await next; chunk.done !== true; chunk = await next) {
      next = source.next();
      // Its error is met when it is awaited; until then it must not count as unhandled.
      next.catch(() => undefined);
      yield chunk.value;
    }
  } finally {
    await source.return?.();
  }
}
