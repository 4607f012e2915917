import { Failure } from '../core/error.ts';
import { parseBytes } from '../core/words/parseBytes.ts';

/**
 * `LAYERWISE_CACHE_SIZE` in bytes: `200MB` is of thousands, `200MiB` of 1024s. Undefined where it is not set.
 *
 * @throws Failure when it is no size.
 */
export function cacheSize(env: NodeJS.ProcessEnv): number | undefined {
  const text = env['LAYERWISE_CACHE_SIZE']?.trim() ?? '';
  if (text === '') return undefined;
  const bytes = parseBytes(text);
  if (bytes !== null) return bytes;
  throw new Failure(
    'usage',
    `LAYERWISE_CACHE_SIZE is ${text}, which is no size`,
    'Give bytes, or a number with a unit, such as 200MB or 1GiB.',
  );
}
