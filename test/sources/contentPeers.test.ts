import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blobName } from '../../src/core/image/digest.ts';
import { EntryKind } from '../../src/core/merge/layerIndex.ts';
import { imageArchives } from '../support/archives.ts';
import { digest, temporaryDirectory } from '../support/imageBuilder.ts';
import { filesOf } from '../support/readImage.ts';
import { openTested, type ReadableLayer, readable } from './contentImages.ts';

const images = imageArchives(
  /(?:full\.oci-gzip-provmax|full\.oci-zstd-provmin|classic\.docker-archive)\.tar(?:\.zst)?$/,
);
const fixture = images.find((path) => path.includes('gzip')) ?? '';

const gnuTar = hasGnuTar();
if (!gnuTar) console.warn('SKIPPED: the contents of a real image as GNU tar gives them, for want of GNU tar');

test.skipIf(!gnuTar)('GNU tar takes the same bytes out of a real image', async () => {
  const image = await openTested(fixture);
  const directory = await temporaryDirectory();
  execFileSync('tar', ['-xf', fixture, '-C', directory]);
  let compared = 0;
  for (const { index: layer, digest: blobDigest } of image.image.layers) {
    const opened = readable(image, layer, (await image.readLayer(layer, {})).index);
    const blob = join(directory, blobName(blobDigest));
    for (const name of regularFiles(opened).slice(0, 4)) {
      const expected = execFileSync('tar', ['-xOf', blob, '--no-wildcards', '--', name], { maxBuffer: 1 << 26 });
      expect(Buffer.compare(await opened.read(name), expected), `${layer}: ${name}`).toBe(0);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(20);
});

/** What is read in full is what hashing gives, whether a layer was streamed or its files are hashed when asked for. */
describe('real images, each file of each layer', () => {
  test.each(images)('%s', async (path) => {
    const image = await openTested(path);
    let files = 0;
    for (const { index: layer } of image.image.layers) {
      const opened = readable(image, layer, (await image.readLayer(layer, {})).index);
      await image.hashContents(layer, opened.index, filledFiles(opened), {});
      for (const name of regularFiles(opened)) {
        const bytes = await opened.read(name);
        expect(filesOf(opened.index)).toContain(`${name} ${bytes.length} ${hashOf(bytes)}`);
        files++;
      }
    }
    expect(files).toBeGreaterThan(40);
  });
});

/** Regular files with content, and a path that stands once. */
function regularFiles({ index }: ReadableLayer): string[] {
  const names = filesOf(index).map((file) => file.slice(0, file.lastIndexOf(' ', file.lastIndexOf(' ') - 1)));
  return names.filter(
    (name, entry) =>
      index.kind[entry] === EntryKind.file && index.size[entry] > 0 && names.lastIndexOf(name) === names.indexOf(name),
  );
}

function filledFiles({ index }: ReadableLayer): Uint32Array {
  return Uint32Array.from(index.kind.keys()).filter(
    (entry) => index.kind[entry] === EntryKind.file && index.size[entry] > 0,
  );
}

/** As `filesOf` gives it. */
function hashOf(bytes: Uint8Array): string {
  return digest(bytes).slice(7, 15);
}

function hasGnuTar(): boolean {
  try {
    return execFileSync('tar', ['--version'], { encoding: 'utf8', stdio: 'pipe' }).includes('GNU tar');
  } catch {
    return false;
  }
}
