import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gunzip } from '../../src/sources/gunzip.ts';
import { cut } from '../support/bytes.ts';
import { drain } from '../support/drain.ts';

const one = Buffer.from('one '.repeat(5000));
const two = Buffer.from('two');
const member = gzipSync(two);

describe.each([
  ['one member', [gzipSync(one)], [one]],
  ['several members', [gzipSync(one), gzipSync(two), gzipSync('')], [one, two]],
  ['an empty member first', [gzipSync(''), gzipSync(two)], [two]],
  ['zeros behind it', [gzipSync(two), Buffer.alloc(700)], [two]],
  ['a name in the header', [Buffer.concat([withName(member, 'layer.tar')])], [two]],
])('%s', (_what, data, content) => {
  test.each([1, 2, 9, 512, 1 << 20])('in chunks of %i', async (size) => {
    const result = await drain(gunzip(cut(Buffer.concat(data), [size])));
    expect(Buffer.compare(result, Buffer.concat(content))).toBe(0);
  });
});

test.each([
  ['junk behind it', [member, Buffer.from('junk')]],
  ['junk behind zeros', [member, Buffer.alloc(600), Buffer.from('junk')]],
  ['junk behind several members', [member, member, Buffer.from('j')]],
  ['half a member behind it', [member, member.subarray(0, 12)]],
  ['a wrong checksum', [flip(member, member.length - 8)]],
  ['a wrong length', [flip(member, member.length - 1)]],
  ['nonsense inside', [flip(gzipSync(one), 20)]],
])('%s is an error', async (_what, data) => {
  for (const size of [1, 100, 1 << 20]) {
    await expect(drain(gunzip(cut(Buffer.concat(data), [size])))).rejects.toThrow('the gzip data is damaged');
  }
});

test('cut off anywhere is an error', async () => {
  for (let length = 1; length < member.length; length++) {
    await expect(drain(gunzip(cut(member.subarray(0, length), [1000])))).rejects.toThrow('it ends too early');
  }
});

test('reads its source to the end, also behind what it inflates', async () => {
  let read = 0;
  async function* source() {
    for (const chunk of [member, Buffer.alloc(100), Buffer.alloc(100)]) {
      yield await Promise.resolve(chunk);
      read += chunk.length;
    }
  }
  await drain(gunzip(source()));
  expect(read).toBe(member.length + 200);
});

test('inflates a bomb piece by piece', async () => {
  const bomb = gzipSync(Buffer.alloc(64 << 20));
  let largest = 0;
  let total = 0;
  for await (const chunk of gunzip(cut(bomb, [1 << 20]))) {
    largest = Math.max(largest, chunk.length);
    total += chunk.length;
  }
  expect(total).toBe(64 << 20);
  expect(largest).toBeLessThanOrEqual(256 * 1024);
});

function withName(bytes: Buffer, name: string): Buffer {
  const header = Buffer.from(bytes.subarray(0, 10));
  header[3] |= 8;
  return Buffer.concat([header, Buffer.from(`${name}\0`), bytes.subarray(10)]);
}

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] ^= 0xff;
  return copy;
}
