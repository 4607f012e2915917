import { describe, expect, it } from 'vitest';
import type { View } from '../../src/protocol/primitives.ts';
import { kindsOfImage } from './support/images.ts';
import { opened, startTestMerger } from './support/startTestMerger.ts';

const built = kindsOfImage.slice(0, 8);

describe.each(built)('%s', (_, write) => {
  it('has each file as of each layer, under every name, and what a peeled layer covered', async () => {
    const merger = startTestMerger();
    await opened(merger, await write());
    const read = async (path: string, view: View, range: object = {}) => {
      const node = (await merger.ask('find', { image: 'image', view: { step: 3, since: 0 }, path }))?.node ?? 0;
      const { bytes } = await merger.ask('content', { image: 'image', view, node, length: 9999, ...range });
      return Buffer.from(bytes).toString();
    };
    expect(await read('etc/passwd', { step: 0 })).toBe('root');
    expect(await read('etc/passwd', { step: 1 })).toBe('toor');
    expect(await read('etc/passwd', { step: 2 })).toBe('longer than before');
    expect(await read('etc/passwd', { step: 3 })).toBe('again longer');
    expect(await read('etc/passwd', { step: 3, off: [3] })).toBe('longer than before');
    expect(await read('etc/passwd', { step: 3, off: [3, 2] })).toBe('toor');
    expect(await read('etc/passwd', { step: 3, off: [1, 2, 3] })).toBe('root');
    expect(await read('etc/passwd', { step: 1, off: [0] })).toBe('toor');
    expect(await read('etc/passwd', { step: 2, off: [0, 1] })).toBe('longer than before');
    expect(await read('etc/passwd', { step: 3 }, { start: 6, length: 3 })).toBe('lon');
    expect(await read('bin/link', { step: 0 })).toBe('the tool itself');
    // Its other name is gone, then another's.
    expect(await read('bin/link', { step: 2 })).toBe('the tool itself');
    expect(await read('bin/link', { step: 3 })).toBe('the tool itself');
    expect(await read('bin/tool', { step: 3 })).toBe('another tool');
    expect(await read('bin/tool', { step: 3, off: [3, 2] })).toBe('the tool itself');
    expect(await read('données/hard', { step: 2 })).toBe('x'.repeat(5000));
    await expect(read('bin/tool', { step: 2 })).rejects.toThrow('bin/tool is no file in this view');
    await expect(read('bin', { step: 2 })).rejects.toThrow('bin is no file in this view');
  });
});
