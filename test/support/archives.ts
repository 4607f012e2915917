import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './runCli.ts';

/** Every image archive among the fixtures, and in the folder that LAYERWISE_TEST_IMAGES names, that `pattern` fits. */
export function imageArchives(pattern: RegExp): string[] {
  const more = process.env['LAYERWISE_TEST_IMAGES'] ?? '';
  return [`${root}test/fixtures/images`, more]
    .filter((folder) => folder !== '')
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => pattern.test(path));
}
