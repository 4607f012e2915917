import { spawn, spawnSync } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../support/imageBuilder.ts';
import { lspClient } from '../support/lspClient.ts';
import { finished, root, sampleDockerfile, sampleImage } from '../support/runCli.ts';

/** What Neovim shows of the sample, through its own client, is what our client is told. */
const version = spawnSync('nvim', ['--version'], { encoding: 'utf8' });
const isThere = version.status === 0;
if (!isThere) console.warn('SKIPPED: comparison with Neovim, for want of nvim');

const PLACES = [
  [36, 1],
  [31, 6],
  [33, 14],
] as const;

interface Shown {
  readonly error?: string;
  readonly lenses: readonly { readonly line: number; readonly title: string }[];
  readonly hovers: readonly string[];
  readonly diagnostics: readonly { readonly line: number; readonly message: string }[];
}

describe.skipIf(!isThere)('Neovim', () => {
  it('shows lenses, hovers and diagnostics of the sample', async () => {
    const folder = await temporaryDirectory();
    await copyFile(sampleDockerfile, join(folder, 'Dockerfile'));
    await copyFile(sampleImage, join(folder, 'image.oci.tar'));
    const shown = await inNeovim(folder);
    expect(shown.error).toBeUndefined();

    const client = await lspClient();
    const uri = await client.open(join(folder, 'Dockerfile'), await readFile(sampleDockerfile, 'utf8'));
    await client.image(uri, 'open');
    const lenses = shown.lenses.map(({ line, title }) => `${line} ${title}`);
    const isOfImage = (lens: string): boolean => !lens.includes('forecast: ');
    expect(lenses.filter(isOfImage).toSorted()).toEqual((await client.lenses(uri)).filter(isOfImage).toSorted());
    const hovers = PLACES.map(([line, character]) => client.hover(uri, line, character));
    const ofImage = (text: string | null): string | undefined => text?.split('\n\n**Forecast**')[0];
    expect(shown.hovers.map(ofImage)).toEqual((await Promise.all(hovers)).map(ofImage));
    const diagnostics = (await client.pull(uri)).map(({ range, message }) => [range.start.line, message]);
    expect(shown.diagnostics.map(({ line, message }) => [line, message]).toSorted()).toEqual(diagnostics.toSorted());
  });
});

describe.skipIf(!isThere)('the configuration for this Neovim in docs/editors.md', () => {
  it('shows the lenses and the diagnostics of the sample', async () => {
    const folder = await temporaryDirectory();
    await copyFile(sampleDockerfile, join(folder, 'Dockerfile'));
    await copyFile(sampleImage, join(folder, 'image.oci.tar'));
    const editors = await readFile(`${root}docs/editors.md`, 'utf8');
    const blocks = Array.from(editors.matchAll(/```lua\n([\s\S]*?)```/g), ([, block]) => block);
    const config = ['function show_lenses', 'start_client'].map((part) => blocks.find((block) => block.includes(part)));
    await writeFile(join(folder, 'init.lua'), [...config, REPORT].join('\n'));
    // As `npm link` makes it.
    const link = join(folder, 'layerwise-language-server');
    await writeFile(link, `#!/bin/sh\nexec ${process.execPath} ${root}dist/server.cjs "$@"\n`, { mode: 0o755 });
    const child = spawn('nvim', ['--headless', '-u', 'init.lua', '-i', 'NONE', '-n', 'Dockerfile'], {
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
        XDG_STATE_HOME: folder,
        LAYERWISE_CACHE_DIR: join(folder, 'cache'),
      },
    });
    const { stdout } = await finished(child);
    // One more when the forecast of a line is there already that is in no layer of the image.
    expect(stdout).toMatch(/1[45] lenses, 4 diagnostics/);
  });
});

/** Looks until both are there, as they are shown to a person who moves about. */
const REPORT = `
vim.api.nvim_create_autocmd('VimEnter', { callback = function() vim.defer_fn(function()
  vim.wait(20000, function()
    vim.api.nvim_exec_autocmds('CursorHold', {})
    vim.wait(200)
    return #vim.lsp.codelens.get(0) > 0 and #vim.diagnostic.get(0) > 0
  end, 100)
  io.stdout:write(#vim.lsp.codelens.get(0) .. ' lenses, ' .. #vim.diagnostic.get(0) .. ' diagnostics')
  vim.cmd('qall!')
end, 100) end })
`;

async function inNeovim(folder: string): Promise<Shown> {
  const script = `luafile ${root}test/peers/neovim.lua`;
  const child = spawn('nvim', ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', '-c', script, 'Dockerfile'], {
    cwd: folder,
    env: {
      ...process.env,
      XDG_STATE_HOME: folder,
      LAYERWISE_SERVER: JSON.stringify([process.execPath, `${root}dist/server.cjs`, '--stdio']),
      LAYERWISE_PLACES: JSON.stringify(PLACES),
    },
  });
  const { stdout, stderr } = await finished(child);
  const json = stdout.slice(stdout.indexOf('{'));
  return json === '' ? { error: stderr, lenses: [], hovers: [], diagnostics: [] } : (JSON.parse(json) as Shown);
}
