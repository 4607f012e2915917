import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateLayers } from './generatedLayers.ts';
import { packDockerArchive, packOciArchive } from './pack.ts';

/** One image in three forms, as archives. */
export interface BigImage {
  /** What `docker save` wrote for years: plain layers. */
  readonly plain: string;
  readonly gzip: string;
  readonly zstd: string;
}

const RECIPE = join('bench', 'big', 'layers.sh');

/** Outside of the checkout, and kept for the next run. */
export function bigImageFolder(): string {
  return process.env['LAYERWISE_BENCH_IMAGES'] ?? join(tmpdir(), 'layerwise-bench-images');
}

/** Null when it has not been made yet. */
export function findBigImage(): BigImage | null {
  const folder = bigImageFolder();
  const file = (name: string): string => join(folder, `${name}.tar`);
  const image = { plain: file('big-docker'), gzip: file('big-oci-gzip'), zstd: file('big-oci-zstd') };
  return Object.values(image).every((path) => existsSync(path)) ? image : null;
}

/** Makes what is missing: some minutes, 16 GB while it works, 8 GB that stay. */
export async function makeBigImage(): Promise<BigImage> {
  const found = findBigImage();
  if (found !== null) return found;
  const folder = bigImageFolder();
  const work = join(folder, 'work');
  mkdirSync(work, { recursive: true });
  if (!existsSync(join(work, 'complete'))) {
    try {
      console.log(`making an image of Debian packages and npm modules in ${folder}`);
      execFileSync('bash', [RECIPE, work], { stdio: 'inherit' });
    } catch {
      console.log('the packages cannot be had here: the image is generated instead, its figures are not of a real one');
      generateLayers(work);
    }
  }
  await packOciArchive(work, 'gzip', join(folder, 'big-oci-gzip.tar'));
  await packOciArchive(work, 'zstd', join(folder, 'big-oci-zstd.tar'));
  await packDockerArchive(work, join(folder, 'big-docker.tar'));
  rmSync(work, { recursive: true });
  const made = findBigImage();
  if (made === null) throw new Error(`the image is not in ${folder}`);
  return made;
}
