import { expect, it } from 'vitest';
import { turns } from '../../../src/sources/registry/turns.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const { signal } = new AbortController();

it('so many at once, and the others in the order in which they came', async () => {
  const line = turns(2);
  const came: string[] = [];
  const ends = new Map<string, () => void>();
  const come = async (who: string): Promise<void> => {
    ends.set(who, await line.take('a', signal));
    came.push(who);
  };
  const all = Promise.all(['1', '2', '3', '4', '5'].map(come));
  await line.take('b', signal);
  await settled();
  expect(came).toEqual(['1', '2']);
  ends.get('2')?.();
  await settled();
  expect(came).toEqual(['1', '2', '3']);
  for (const who of ['1', '3']) ends.get(who)?.();
  await all;
  expect(came).toEqual(['1', '2', '3', '4', '5']);
});

it('who gives up is passed over', async () => {
  const line = turns(1);
  const done = await line.take('a', signal);
  const controller = new AbortController();
  const reason = new Error('enough');
  const given = line.take('a', controller.signal);
  const waiting = line.take('a', signal);
  controller.abort(reason);
  await expect(given).rejects.toBe(reason);
  await expect(line.take('a', controller.signal)).rejects.toBe(reason);
  done();
  (await waiting)();
  (await line.take('a', signal))();
});
