import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from './imageBuilder.ts';
import type { LspClient } from './lspClient.ts';
import { rewrite, sampleVariant } from './sampleVariant.ts';

/** The sample built again: line 34 writes something else, and line 37 another script and a file more. */
export function rebuiltSample(): Promise<Uint8Array> {
  return sampleVariant({
    9: (members) => rewrite(members, 'etc/status/status.conf', (before) => before.replace(/e/, 'E')),
    12: (members) => [
      ...rewrite(members, 'srv/status/www/js/status.js', (before) => `${before}// more\n`),
      { name: 'srv/status/new', content: 'n'.repeat(1000) },
    ],
  });
}

/** In an archive of the running test. */
export async function rebuiltArchive(): Promise<string> {
  const path = join(await temporaryDirectory(), 'rebuilt.oci.tar');
  await writeFile(path, await rebuiltSample());
  return path;
}

/** What a language server says that two images differ in, wherever they are. */
export async function comparedImages(
  client: LspClient,
  uri: string,
  places: { readonly a: string; readonly b: string },
) {
  const open = async (name: string, path: string) => {
    const key = `${name} ${path}`;
    const { layers, failures, image } = await client.ask('open', { key, path });
    return { side: { image: key, step: layers.length - 1 }, failures, source: image.source };
  };
  const [a, b] = [await open('a', places.a), await open('b', places.b)];
  const sides = { a: a.side, b: b.side };
  const told = await client.ask('comparison', { uri, ...sides });
  const { rows } = await client.ask('diff', sides);
  for (const { side } of [a, b]) await client.ask('release', { image: side.image });
  return { sources: [a.source, b.source], told, rows, failures: [...a.failures, ...b.failures] };
}
