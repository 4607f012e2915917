import type { TarReadOptions, TarSink } from './entry.ts';
import { malformed } from './malformed.ts';
import { TarScanner } from './scanner.ts';

/**
 * Reads a tar that comes in chunks, cut anyhow, and hands each file's content to the sink as it passes. Reads on to the
 * end of the chunks also behind the archive's end marker, so that a digest taken of them is of the whole blob.
 *
 * @throws Failure when the archive is malformed or truncated; entries before the break have reached the sink.
 */
export async function readTarStream(
  chunks: AsyncIterable<Uint8Array>,
  sink: TarSink,
  options: TarReadOptions = {},
): Promise<void> {
  const feed = new Feed(sink);
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted();
    feed.push(chunk);
    options.onProgress?.(feed.position);
  }
  feed.end();
}

class Feed {
  position = 0;
  private readonly scanner = new TarScanner();
  private readonly sink: TarSink;
  private body = 0;
  private skip = 0;
  private inBody = false;
  /** Bytes of what the scanner needs, when a chunk ended in the middle of it. */
  private carry: Uint8Array | null = null;
  private carried = 0;

  constructor(sink: TarSink) {
    this.sink = sink;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.inBody) at += this.passBody(chunk, at);
      else if (this.skip > 0) at += this.passPadding(chunk.length - at);
      else if (this.scanner.ended) break;
      else at += this.give(chunk, at);
    }
    this.position += chunk.length - at;
  }

  end(): void {
    if (this.inBody) {
      this.sink.bodyCut?.();
      throw malformed(`it ends ${this.body} bytes before the end of a file`, this.position);
    }
    if (this.carry !== null || !this.scanner.mayEnd) throw malformed('it ends within a header', this.position);
  }

  private passBody(chunk: Uint8Array, at: number): number {
    const length = Math.min(this.body, chunk.length - at);
    this.sink.body?.(chunk.subarray(at, at + length));
    this.position += length;
    this.body -= length;
    if (this.body === 0) {
      this.inBody = false;
      this.sink.bodyEnd?.();
    }
    return length;
  }

  private passPadding(available: number): number {
    const length = Math.min(this.skip, available);
    this.position += length;
    this.skip -= length;
    return length;
  }

  /** Gives the scanner what it needs, from the chunk itself where it lies in one piece. */
  private give(chunk: Uint8Array, at: number): number {
    const { need } = this.scanner;
    if (this.carry === null && chunk.length - at >= need) {
      this.take(chunk, at);
      return need;
    }
    this.carry ??= new Uint8Array(need);
    const length = Math.min(need - this.carried, chunk.length - at);
    this.carry.set(chunk.subarray(at, at + length), this.carried);
    this.carried += length;
    if (this.carried === need) {
      const { carry } = this;
      this.carry = null;
      this.carried = 0;
      this.position -= need - length;
      this.take(carry, 0);
      return length;
    }
    this.position += length;
    return length;
  }

  private take(bytes: Uint8Array, at: number): void {
    const taken = this.scanner.need;
    const entry = this.scanner.take(bytes, at, this.position);
    this.position += taken;
    this.skip = this.scanner.padding;
    if (entry !== null) {
      this.sink.entry(entry);
      this.body = entry.bodySize;
      this.inBody = entry.bodySize > 0;
    }
    if (this.scanner.need === 0 && !this.scanner.ended) this.take(bytes, at);
  }
}
