import { expect, test } from 'vitest';
import { ahead } from '../../src/sources/chunks.ts';

async function* source(log: string[], failAt = -1): AsyncGenerator<Uint8Array> {
  try {
    for (let i = 0; i < 3; i++) {
      log.push(`read ${i}`);
      if (i === failAt) throw new Error(`broken at ${i}`);
      yield await Promise.resolve(Uint8Array.of(i));
    }
  } finally {
    log.push('closed');
  }
}

test('the next chunk is read while one is worked on', async () => {
  const log: string[] = [];
  for await (const [chunk] of ahead(source(log))) log.push(`work on ${chunk}`);
  expect(log).toEqual(['read 0', 'read 1', 'work on 0', 'read 2', 'work on 1', 'closed', 'work on 2']);
});

test('an error comes behind the chunks that came before it', async () => {
  const log: string[] = [];
  const reading = (async () => {
    for await (const [chunk] of ahead(source(log, 2))) log.push(`work on ${chunk}`);
  })();
  await expect(reading).rejects.toThrow('broken at 2');
  expect(log.filter((line) => line.startsWith('work'))).toEqual(['work on 0', 'work on 1']);
});

test('whoever has read enough closes the source', async () => {
  const log: string[] = [];
  for await (const _ of ahead(source(log))) break;
  expect(log.at(-1)).toBe('closed');
});
