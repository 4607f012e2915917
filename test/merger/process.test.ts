import { expect, it } from 'vitest';
import { ociFiles, writeArchive } from '../support/imageBuilder.ts';
import { program } from './support/child.ts';
import { specOf } from './support/images.ts';
import { opened, startTestMerger } from './support/startTestMerger.ts';

const write = async () => writeArchive(await ociFiles([specOf('gzip')]));

it('a process ends when its merger is stopped, whatever is open or asked', async () => {
  const run = await program(`
    const merger = startMerger({ file, cacheDirectory: null });
    await merger.ask('open', { key: 'a', path: args[0] });
    const asked = merger.ask('open', { key: 'b', path: args[0] }).catch((error) => error.message);
    await merger.stop();
    console.log(await asked);
    console.log(await merger.ask('summary', { image: 'a' }).catch((error) => error.message));`);
  const stdout = 'The merger was stopped\nThe merger was stopped\n';
  expect(await run([await write()])).toEqual({ code: 0, stderr: '', stdout });
});

it('answers are not kept by whoever asked, nor by the threads', async () => {
  const run = await program(`
    const merger = startMerger({ file, cacheDirectory: null });
    await merger.ask('open', { key: 'image', path: args[0] });
    const { node } = await merger.ask('find', { image: 'image', view: { step: 0 }, path: 'big' });
    const used = async () => {
      for (let turn = 0; turn < 3; turn++) { gc(); await new Promise((resolve) => setTimeout(resolve, 10)); }
      return process.memoryUsage().arrayBuffers;
    };
    const read = async (times) => {
      for (let i = 0; i < times; i++) {
        await merger.ask('content', { image: 'image', view: { step: 0 }, node, length: 4 * 2 ** 20 });
      }
      return used();
    };
    const before = await read(2);
    console.log(Math.max(0, Math.round(((await read(20)) - before) / 2 ** 22)));
    await merger.stop();`);
  const spec = { layers: [{ members: [{ name: 'big', content: 'x'.repeat(4 * 2 ** 20) }] }] };
  const { code, stdout, stderr } = await run([await writeArchive(await ociFiles([spec]))], {
    options: ['--expose-gc'],
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(Number(stdout)).toBeLessThan(5);
});

it('processes that fill one cache at the same time all answer the same', async () => {
  const run = await program(`
    const merger = startMerger({ file, cacheDirectory: args[1] });
    await merger.ask('open', { key: 'image', path: args[0] });
    console.log(JSON.stringify(await merger.ask('changes', { image: 'image', view: { step: 3, since: 0 } })));
    await merger.stop();`);
  const path = await write();
  const plain = startTestMerger();
  await opened(plain, path);
  const expected = await plain.ask('changes', { image: 'image', view: { step: 3, since: 0 } });
  const runs = await Promise.all(Array.from({ length: 4 }, () => run([path, `${path}.cache`])));
  for (const { code, stdout } of [...runs, await run([path, `${path}.cache`])]) {
    expect({ code, answer: JSON.parse(stdout) as unknown }).toEqual({ code: 0, answer: expected });
  }
});
