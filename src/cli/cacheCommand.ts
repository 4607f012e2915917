import { Failure } from '../core/error.ts';
import { bytesText } from '../core/words/bytesText.ts';
import { plural } from '../core/words/countText.ts';
import { cacheDirectory } from '../merger/cache/cacheDirectory.ts';
import { type CacheUse, cacheUse, clearCache } from '../merger/cache/cacheUse.ts';
import { openLayerCache } from '../merger/cache/layerCache.ts';
import { cacheSize } from './cacheSize.ts';
import { ExitCode } from './exitCode.ts';
import { type Io, write } from './io.ts';
import { cacheJson } from './report/cacheJson.ts';
import { cacheText } from './report/cacheText.ts';

export interface CacheInfoOptions {
  readonly format: 'text' | 'json';
}

/** `layerwise cache info`: where the cache is and what it takes. */
export async function cacheInfoCommand({ format }: CacheInfoOptions, io: Io): Promise<ExitCode> {
  const { directory, maxBytes } = openLayerCache({ directory: directoryOf(io), maxBytes: cacheSize(io.env) });
  const state = { directory, maxBytes, ...(await orFailure('look into', directory, cacheUse)) };
  await write(io.stdout, format === 'json' ? `${JSON.stringify(cacheJson(state), null, 2)}\n` : cacheText(state));
  return ExitCode.done;
}

/** `layerwise cache clear`: removes what is in it. */
export async function cacheClearCommand(io: Io): Promise<ExitCode> {
  const { layers, bytes } = await orFailure('clear', directoryOf(io), clearCache);
  await write(io.stdout, `Removed ${plural(layers, 'layer')}, ${bytesText(bytes)}.\n`);
  return ExitCode.done;
}

function directoryOf({ env }: Io): string {
  const directory = cacheDirectory(env);
  if (directory !== null) return directory;
  throw new Failure('usage', 'There is no cache: this user has no home directory', 'Set LAYERWISE_CACHE_DIR.');
}

async function orFailure(
  doing: string,
  directory: string,
  work: (directory: string) => Promise<CacheUse>,
): Promise<CacheUse> {
  try {
    return await work(directory);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      'usage',
      `Cannot ${doing} the cache ${directory}: ${why}`,
      'Check who may read and write it, or set LAYERWISE_CACHE_DIR to another directory.',
    );
  }
}
