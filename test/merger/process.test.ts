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

it('an answer is kept no longer than by whoever asked', async () => {
  const run = await program(`
    const merger = startMerger({ file, cacheDirectory: null });
    await merger.ask('open', { key: 'image', path: args[0] });
    const answers = [];
    for (let i = 0; i < 20; i++) answers.push(new WeakRef(await merger.ask('summary', { image: 'image' })));
    for (let turn = 0; turn < 5; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      gc();
    }
    console.log(answers.filter((answer) => answer.deref() !== undefined).length);
    await merger.stop();`);
  const { code, stdout, stderr } = await run([await write()], { options: ['--expose-gc'] });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // The last may be at hand still.
  expect(Number(stdout)).toBeLessThan(3);
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
