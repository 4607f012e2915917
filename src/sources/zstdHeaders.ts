import { damaged } from './damaged.ts';

/** Larger windows are refused, by `zstd` too unless told otherwise: a header of nine bytes must not cost gigabytes. */
export const MAX_WINDOW = 128 * 1024 * 1024;

export interface FrameHeader {
  readonly length: number;
  readonly checksum: boolean;
  /** Bytes of content of a skippable frame; null for a real one. */
  readonly skip: number | null;
}

/**
 * Null when more bytes are needed.
 *
 * @throws Failure when it is not a header, or asks for what is not to be had.
 */
export function frameHeader(bytes: Uint8Array, at: number): FrameHeader | null {
  const available = bytes.length - at;
  checkMagic(bytes, at, Math.min(available, 4));
  if (available < 5) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, available);
  if (view.getUint8(0) !== ZSTD_MAGIC[0]) {
    return available < 8 ? null : { length: 8, checksum: false, skip: view.getUint32(4, true) };
  }
  const flags = view.getUint8(4);
  if ((flags & 0x08) !== 0) throw damaged('zstd', 'a frame header has its reserved bit set');
  const singleSegment = (flags & 0x20) !== 0;
  const sizeFlag = flags >> 6;
  const sizeLength = sizeFlag === 0 ? (singleSegment ? 1 : 0) : 1 << sizeFlag;
  const dictionaryLength = [0, 1, 2, 4][flags & 3] ?? 0;
  const sizeAt = 5 + (singleSegment ? 0 : 1) + dictionaryLength;
  const length = sizeAt + sizeLength;
  if (available < length) return null;
  checkDictionary(bytes.subarray(at + sizeAt - dictionaryLength, at + sizeAt));
  checkWindow(singleSegment ? contentSize(view, sizeAt, sizeLength) : windowSize(view.getUint8(5)));
  return { length, checksum: (flags & 0x04) !== 0, skip: null };
}

const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const;
/** The low half of the first byte is free. */
const SKIPPABLE_MAGIC = [0x50, 0x2a, 0x4d, 0x18] as const;

/** Junk is told as soon as it shows, not only when four bytes of it have come. */
function checkMagic(bytes: Uint8Array, at: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const byte = bytes[at + i] ?? 0;
    const skippable = bytes[at] !== ZSTD_MAGIC[0];
    if ((skippable && i === 0 ? byte & 0xf0 : byte) !== (skippable ? SKIPPABLE_MAGIC : ZSTD_MAGIC)[i]) {
      throw damaged('zstd', 'something else stands where a frame should begin');
    }
  }
}

function checkDictionary(id: Uint8Array): void {
  if (id.some((byte) => byte !== 0)) throw damaged('zstd', 'it was compressed with a dictionary, which is not at hand');
}

function checkWindow(bytes: number): void {
  if (bytes > MAX_WINDOW) {
    throw damaged('zstd', `it needs a window of ${bytes} bytes, more than the ${MAX_WINDOW} allowed`);
  }
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(view: DataView, at: number, length: number): number {
  switch (length) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, true) + 256;
    case 4:
      return view.getUint32(at, true);
    default:
      return Number(view.getBigUint64(at, true));
  }
}

export const BLOCK_HEADER = 3;
const MAX_BLOCK = 128 * 1024;
const BlockType = { raw: 0, rle: 1, compressed: 2, reserved: 3 } as const;

export interface BlockHeader {
  /** Bytes that follow. */
  readonly stored: number;
  readonly last: boolean;
}

/** Null when more bytes are needed. */
export function blockHeader(bytes: Uint8Array, at: number): BlockHeader | null {
  if (bytes.length - at < BLOCK_HEADER) return null;
  const header = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
  const type = (header >> 1) & 3;
  const size = header >> 3;
  if (type === BlockType.reserved) throw damaged('zstd', 'a block has the reserved type');
  if (size > MAX_BLOCK) throw damaged('zstd', `a block has ${size} bytes, more than the ${MAX_BLOCK} possible`);
  return { stored: type === BlockType.rle ? 1 : size, last: (header & 1) === 1 };
}
