import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  asTar,
  type Compression,
  type Files,
  type ImageSpec,
  ociFiles,
  temporaryDirectory,
} from '../support/imageBuilder.ts';
import type { Member } from '../support/tarMember.ts';

/** An instruction that made a layer, with what is in it. */
export type Made = readonly [instruction: string, ...members: Member[]];

export const DOCKERFILE = `FROM scratch
RUN make a
RUN make b
RUN rm a
`;

const kilobytes = (count: number): string => 'x'.repeat(count * 1000);

/** What the lines of `DOCKERFILE` made. */
export const LAYERS: readonly Made[] = [
  ['RUN make a', { name: 'a', content: kilobytes(200) }],
  ['RUN make b', { name: 'b', content: kilobytes(30) }],
  ['RUN rm a', { name: '.wh.a' }],
];

/** Lenses of `DOCKERFILE` beside `LAYERS`, but for the one of the image. */
export const LENSES = ['1 +1 added · 200 kB · 200 kB wasted', '2 +1 added · 30 kB', '3 1 hidden'];

export async function imageBytes(layers: readonly Made[] = LAYERS, tag = 'made:1'): Promise<Uint8Array> {
  return asTar(await imageFiles(layers, tag));
}

export function imageFiles(
  layers: readonly Made[] = LAYERS,
  tag = 'made:1',
  compression: Compression = 'gzip',
): Promise<Files> {
  return ociFiles([{ ...specOf(layers, compression), tags: [tag] }]);
}

export function specOf(layers: readonly Made[] = LAYERS, compression: Compression = 'plain'): ImageSpec {
  return {
    layers: layers.map(([, ...members]) => ({ members, compression })),
    config: { history: layers.map(([instruction]) => ({ created_by: historyOf(instruction) })) },
  };
}

/** As BuildKit writes it. */
function historyOf(instruction: string): string {
  return `${instruction.replace(/^RUN /, 'RUN /bin/sh -c ')} # buildkit`;
}

/** Files by their names, in a folder of the running test. */
export async function project(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

/** As careful writers do it. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, bytes);
  await rename(`${path}.new`, path);
}
