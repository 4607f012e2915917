import { open } from 'node:fs/promises';
import { readTarSeeking } from '../src/core/tar/readTarSeeking.ts';
import { fileRange } from '../src/sources/byteRange.ts';
import type { FilePart } from './inflating.ts';

const BRACE = 0x7b;

/** The layers' blobs in an image archive: all members but documents. */
export async function layersIn(path: string): Promise<FilePart[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const range = fileRange(file, 0, size);
    const members: { start: number; size: number }[] = [];
    await readTarSeeking(range, {
      entry({ name, bodyOffset, bodySize }) {
        if (/(^|\/)layer\.tar$|^blobs\//.test(Buffer.from(name).toString()) && bodySize > 0)
          members.push({ start: bodyOffset, size: bodySize });
      },
    });
    const first = new Uint8Array(1);
    return members
      .filter(({ start }) => range.read(first, start) === 1 && first[0] !== BRACE)
      .map((member) => ({ file: path, ...member }));
  } finally {
    await file.close();
  }
}
