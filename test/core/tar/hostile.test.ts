import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_EXTENSION } from '../../../src/core/tar/scanner.ts';
import { binary } from '../../support/bytes.ts';
import { packTar } from '../../support/packTar.ts';
import { type ReadTar, readBodies, readSeeking, readStreaming } from '../../support/readTar.ts';

const member = fc.record({
  name: fc.stringMatching(/^[a-z]{1,9}(\/[a-zäß漢]{1,60}){0,4}$/),
  content: fc.string({ maxLength: 1500 }),
  mode: fc.integer({ min: 1, max: 0o7777 }),
  uid: fc.integer({ min: 0, max: 0o777777 }),
  mtime: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});

const sizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 });

describe('archives that tar-stream packs', () => {
  it('come out as they went in, cut anyhow', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(member, { maxLength: 6 }), sizes, async (members, cuts) => {
        const bytes = await packed(members);
        const { entries, failure } = await readSeeking(bytes);
        expect(failure).toBeNull();
        expect(entries.map(({ name, mode, uid, mtime, size }) => ({ name, mode, uid, mtime, size }))).toEqual(
          members.map(({ name, mode, uid, mtime, content }) => {
            return { name: binary(Buffer.from(name)), mode, uid, mtime, size: Buffer.byteLength(content) };
          }),
        );
        expect(await readStreaming(bytes, cuts)).toEqual({ entries, failure });
        expect(await readBodies(bytes, cuts)).toEqual(
          members.map(({ content }) => binary(Buffer.from(content))).filter((content) => content !== ''),
        );
      }),
    );
  });
});

describe('archives that are damaged', () => {
  it('end both readers alike, with the same entries, whatever bytes are changed or missing', async () => {
    const damage = fc.record({
      flips: fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }),
      keep: fc.nat({ max: 12_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(member, { minLength: 1, maxLength: 4 }), damage, sizes, async (members, how, cuts) => {
        const bytes = (await packed(members)).slice(0, how.keep);
        for (const [at, value] of how.flips) if (bytes.length > 0) bytes[at % bytes.length] = value;
        const seeking: ReadTar = await readSeeking(bytes);
        expect(await readStreaming(bytes, cuts)).toEqual(seeking);
      }),
    );
  });

  it('end both readers alike on bytes that are no tar at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), sizes, async (bytes, cuts) => {
        expect(await readStreaming(bytes, cuts)).toEqual(await readSeeking(bytes));
      }),
    );
  });
});

describe('limits', () => {
  it('refuses an extended header beyond a mebibyte before reading it', async () => {
    const bytes = await packed([{ name: 'x', content: '', mode: 0, uid: 0, mtime: 0 }]);
    bytes[156] = 'x'.charCodeAt(0);
    bytes.set(Buffer.from(`${(MAX_EXTENSION + 1).toString(8).padStart(11, '0')}\0`), 124);
    fixChecksum(bytes);
    const { failure } = await readSeeking(bytes);
    expect(failure).toContain('too long');
    expect(await readStreaming(bytes, [100])).toEqual({ entries: [], failure });
  });

  it('reads a chain of empty extended headers without keeping any', async () => {
    const block = (await packed([{ name: 'x', content: '', mode: 0, uid: 0, mtime: 0 }])).slice(0, 512);
    block[156] = 'L'.charCodeAt(0);
    fixChecksum(block);
    const chain = Buffer.concat(Array.from({ length: 2000 }, () => block));
    expect(await readSeeking(chain)).toEqual({ entries: [], failure: null });
    expect(await readStreaming(chain, [700])).toEqual({ entries: [], failure: null });
  });
});

function fixChecksum(block: Uint8Array): void {
  block.fill(0x20, 148, 156);
  const sum = block.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  block.set(Buffer.from(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
}

function packed(
  members: readonly { name: string; content: string; mode: number; uid: number; mtime: number }[],
): Promise<Uint8Array> {
  return packTar(members.map((member) => ({ ...member, mtime: new Date(member.mtime * 1000) })));
}
