import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { blobName } from '../../src/core/image/digest.ts';
import { openImageAt } from '../../src/sources/openImageAt.ts';
import { root, sampleImage } from '../support/runCli.ts';

const LARGEST = 16 * 1024 * 1024;

/** The bottom layer of the sample, which has a shell, stands in for a base that nothing has to be pulled for. */
export async function buildContext(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const open = await openImageAt(sampleImage);
  await open.close();
  const [bottom] = open.image.layers;
  const blob = execFileSync('tar', ['-xOf', sampleImage, blobName(bottom.digest)], {
    maxBuffer: LARGEST,
  });
  await writeFile(join(directory, 'base.tar.gz'), blob);
  const fixtures = join(root, 'test/fixtures/builds');
  await copyFile(join(fixtures, 'Dockerfile.podman'), join(directory, 'Dockerfile'));
  await copyFile(join(fixtures, 'Dockerfile.failed'), join(directory, 'Dockerfile.failed'));
  await writeFile(join(directory, 'Dockerfile.slow'), 'FROM scratch\nADD base.tar.gz /\nRUN echo begun; sleep 42424\n');
  return directory;
}
