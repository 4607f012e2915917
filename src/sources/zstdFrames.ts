import { damaged } from './damaged.ts';
import { BLOCK_HEADER, blockHeader, frameHeader } from './zstdHeaders.ts';

/**
 * Finds the ends of blocks and frames in zstd data, without decompressing anything. Decoders need it: Node's own loses,
 * without a word, whatever follows a frame's end or a skippable frame in the same write, and takes data that ends too
 * early for complete (https://github.com/nodejs/node/issues/64741). So no piece crosses a frame's end, skippable frames
 * are left out, and what is cut off or not zstd is an error here.
 *
 * A frame is a header, then blocks (three bytes that say how long, whether the last), then perhaps a checksum.
 * https://github.com/facebook/zstd/blob/dev/doc/zstd_compression_format.md
 */
export interface ZstdFrames {
  /**
   * Cuts a chunk. A few bytes at its end may be kept back for the next call.
   *
   * @throws Failure when it is not zstd.
   */
  split(chunk: Uint8Array): ZstdPiece[];
  /** @throws Failure when the data may not end here. */
  end(): void;
}

export interface ZstdPiece {
  readonly bytes: Uint8Array;
  readonly endsFrame: boolean;
}

/**
 * @param cut After each frame, or after each block too, for a decoder that gives all that a piece holds at once: a block
 *   never holds more than 128 KiB.
 */
export function zstdFrames(cut: 'frames' | 'blocks'): ZstdFrames {
  const scanner = zstdScanner();
  let kept: Uint8Array = new Uint8Array(0);
  return {
    split(chunk) {
      const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      const pieces: ZstdPiece[] = [];
      let start = 0;
      let position = 0;
      for (let step = scanner.next(bytes, 0); step !== null; step = scanner.next(bytes, position)) {
        position += step.taken;
        if (step.part === 'frameEnd' || (step.part === 'blockEnd' && cut === 'blocks')) {
          pieces.push({ bytes: bytes.subarray(start, position), endsFrame: step.part === 'frameEnd' });
          start = position;
        } else if (step.part === 'skipped') start = position;
      }
      if (position > start) pieces.push({ bytes: bytes.subarray(start, position), endsFrame: false });
      kept = bytes.subarray(position);
      return pieces;
    },
    end() {
      if (!scanner.mayEnd() || kept.length > 0) throw damaged('zstd', 'it ends too early');
    },
  };
}

/** A run of bytes, and what it ends. Those of skippable frames are a part of nothing. */
interface Step {
  readonly taken: number;
  readonly part: 'inside' | 'blockEnd' | 'frameEnd' | 'skipped';
}

type State =
  | { readonly at: 'frame' | 'block' }
  | { readonly at: 'content'; readonly left: number; readonly last: boolean }
  | { readonly at: 'checksum' | 'skippable'; readonly left: number };

function zstdScanner() {
  let state: State = { at: 'frame' };
  let checksum = false;

  /** Null when it takes more bytes to go on. */
  function next(bytes: Uint8Array, at: number): Step | null {
    if (at === bytes.length) return null;
    switch (state.at) {
      case 'frame':
        return takeFrameHeader(bytes, at);
      case 'block':
        return takeBlockHeader(bytes, at);
      default: {
        const taken = Math.min(state.left, bytes.length - at);
        return { taken, part: pass(state, state.left - taken) };
      }
    }
  }

  function takeFrameHeader(bytes: Uint8Array, at: number): Step | null {
    const header = frameHeader(bytes, at);
    if (header === null) return null;
    if (header.skip !== null) {
      state = header.skip > 0 ? { at: 'skippable', left: header.skip } : { at: 'frame' };
      return { taken: header.length, part: 'skipped' };
    }
    checksum = header.checksum;
    state = { at: 'block' };
    return { taken: header.length, part: 'inside' };
  }

  function takeBlockHeader(bytes: Uint8Array, at: number): Step | null {
    const header = blockHeader(bytes, at);
    if (header === null) return null;
    if (header.stored === 0) return { taken: BLOCK_HEADER, part: endBlock(header.last) };
    state = { at: 'content', left: header.stored, last: header.last };
    return { taken: BLOCK_HEADER, part: 'inside' };
  }

  function pass(passing: Exclude<State, { at: 'frame' | 'block' }>, left: number): Step['part'] {
    const part = passing.at === 'skippable' ? 'skipped' : 'inside';
    if (left > 0) {
      state = { ...passing, left };
      return part;
    }
    if (passing.at === 'content') return endBlock(passing.last);
    state = { at: 'frame' };
    return passing.at === 'checksum' ? 'frameEnd' : part;
  }

  function endBlock(last: boolean): Step['part'] {
    if (!last) state = { at: 'block' };
    else if (checksum) state = { at: 'checksum', left: 4 };
    else state = { at: 'frame' };
    return last && !checksum ? 'frameEnd' : 'blockEnd';
  }

  return { next, mayEnd: () => state.at === 'frame' };
}
