import type { TarReadOptions, TarSink } from './entry.ts';
import { malformed } from './malformed.ts';
import type { RandomAccess } from './randomAccess.ts';
import { TarScanner } from './scanner.ts';

/** Large enough to hold several small files with their headers, small enough to waste little beside a large one. */
const WINDOW = 32 * 1024;
/** The first read after a jump: a header, and what a PAX header in front of it takes. */
const AFTER_JUMP = 4 * 1024;
/** Other work gets a turn this often, so that a key press or a cancellation is seen. */
const SLICE_MILLISECONDS = 50;

/**
 * Reads the headers of a plain tar and skips over the contents. Gives the same entries as the streaming reader for the
 * same bytes.
 *
 * @throws Failure when the archive is malformed or truncated; entries before the break have reached the sink.
 */
export async function readTarSeeking(file: RandomAccess, sink: TarSink, options: TarReadOptions = {}): Promise<void> {
  const scanner = new TarScanner();
  const window = new Window(file);
  let position = 0;
  let sliceEnd = performance.now() + SLICE_MILLISECONDS;
  for (let round = 0; !scanner.ended; round++) {
    if ((round & 0xff) === 0 && performance.now() > sliceEnd) {
      options.onProgress?.(position);
      await turn();
      options.signal?.throwIfAborted();
      sliceEnd = performance.now() + SLICE_MILLISECONDS;
    }
    const { need } = scanner;
    if (!window.holds(position, need)) {
      const available = window.move(position, need);
      if (available === 0 && need > 0 && scanner.mayEnd) break;
      if (available < need) throw malformed('it ends within a header', file.size);
    }
    const entry = scanner.take(window.bytes, position - window.start, position);
    position += need + scanner.padding;
    if (entry === null) continue;
    sink.entry(entry);
    position += entry.bodySize;
    const missing = entry.bodyOffset + entry.bodySize - file.size;
    if (missing > 0) {
      sink.bodyCut?.();
      throw malformed(`it ends ${missing} bytes before the end of a file`, file.size);
    }
  }
  options.onProgress?.(file.size);
}

/** The part of the file that is in memory. */
class Window {
  bytes = new Uint8Array(WINDOW);
  start = 0;
  private end = 0;
  private readonly file: RandomAccess;

  constructor(file: RandomAccess) {
    this.file = file;
  }

  holds(position: number, length: number): boolean {
    return position >= this.start && position + length <= this.end;
  }

  /** Moves to `position` and says how many bytes from there on it holds. */
  move(position: number, length: number): number {
    const jumped = position > this.end;
    const wanted = Math.max(length, jumped ? AFTER_JUMP : WINDOW);
    if (wanted > this.bytes.length) this.bytes = new Uint8Array(wanted);
    const got = this.file.read(this.bytes.subarray(0, wanted), position);
    this.start = position;
    this.end = position + got;
    return got;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
