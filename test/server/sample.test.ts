import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EDITOR, lspClient } from '../support/lspClient.ts';
import { root } from '../support/runCli.ts';

/** The sample through the protocol, in this process and as a process over stdio. */
const path = `${root}sample/Dockerfile`;
const text = readFileSync(path, 'utf8');
const line = (beginning: string): number => text.split('\n').findIndex((each) => each.startsWith(beginning));
const withoutAge = (lens: string): string => lens.replace(/ · [^·]* ago/, '');

describe.each([
  ['over joined streams', false],
  ['over stdio', true],
])('the sample, %s', (_, stdio) => {
  it('has the image beside it, and what it says at each line', async () => {
    const client = await lspClient({ stdio, folders: [`${root}sample`] });
    const uri = await client.open(path, text);
    const image = await client.image(uri, 'open');
    expect(image).toMatchObject({
      path: `${root}sample/image.oci.tar`,
      reason: 'beside the Dockerfile, with a name that fits',
      isReloading: false,
    });
    expect(client.images.get(uri)).toEqual(await client.ask('image', { uri }));
    // In a stage that is not in the image: its files are counted meanwhile.
    await expect.poll(() => client.lenses(uri)).toContain('4 forecast: 17 files · 54.5 kB from the context');
    expect((await client.lenses(uri)).map(withoutAge)).toMatchInlineSnapshot(`
      [
        "0 status-page:1.4.0 · 3.96 MB in 13 layers · 1.37 MB wasted · 65.4 % efficient · dated 2026-01-01",
        "15 base image · 1 layer · 1.98 MB · 101 B wasted",
        "21 2 overwritten · 167 B",
        "23 no files changed",
        "26 +1 added · 73.7 kB · 73.7 kB wasted",
        "27 +4 added · 517 kB · 517 kB wasted",
        "28 1 hidden",
        "30 +2 added · 575 B · 421 B wasted",
        "31 +32 added · 366 kB · 366 kB wasted",
        "32 +3 added · 17 overwritten · 56.6 kB · 56.6 kB wasted",
        "33 2 overwritten · 2.52 kB · 2.1 kB wasted",
        "34 +8 added · 355 kB · 355 kB wasted",
        "35 12 hidden",
        "36 35 overwritten · 609 kB",
        "4 forecast: 17 files · 54.5 kB from the context",
      ]
    `);
    await client.until(() => ['codeLens', 'inlayHint', 'diagnostic'].every((name) => client.refreshes.includes(name)));
  });

  it('answers at an instruction, at paths and at a stage', async () => {
    const client = await lspClient({ stdio });
    const uri = await client.open(path, text);
    await client.image(uri, 'open');
    const chown = line('RUN chown');
    expect(await client.hover(uri, chown, 1)).toContain('**Line 37** · 35 overwritten');
    expect(await client.hover(uri, line('COPY conf/'), 6)).toContain('**From** `conf/`');
    expect(await client.hover(uri, line('COPY conf/'), 13)).toContain('**To** `/etc/status`');
    expect(await client.hover(uri, line('FROM'), 22)).toContain('**Stage** `assets`');
    expect(await client.hover(uri, line('COPY --from'), 14)).toContain('**Stage** `assets`');
    expect(await client.hover(uri, 0, 3)).toBeNull();
  });

  it('tells waste to a client that pulls, and no hints unless they are wanted', async () => {
    const client = await lspClient({ stdio });
    const uri = await client.open(path, text);
    await client.image(uri, 'open');
    const found = await client.pull(uri);
    expect(found.map(({ range }) => range.start.line)).toEqual([27, 31, 31, 34]);
    expect(found[0]).toMatchObject({ code: 'metadata-only-copy', source: 'layerwise', severity: 2 });
    expect(found[0].relatedInformation?.map(({ location }) => location.range.start.line)).toEqual([36]);
    expect(await client.hints(uri)).toEqual([]);
    await client.setSettings({ inlayHints: { enabled: true } });
    await expect.poll(() => client.hints(uri)).toContain('27 517 kB');
  });

  it('pushes diagnostics to a client that does not pull', async () => {
    const { diagnostic: _, ...textDocument } = EDITOR.textDocument ?? {};
    const client = await lspClient({ stdio, capabilities: { ...EDITOR, textDocument } });
    const uri = await client.open(path, text);
    await client.until(() => (client.diagnostics.get(uri) ?? []).length === 4);
    await client.close(uri);
    await client.until(() => client.diagnostics.get(uri)?.length === 0);
  });
});
