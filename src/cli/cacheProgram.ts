import { type Command, Option } from 'commander';
import { type CacheInfoOptions, cacheClearCommand, cacheInfoCommand } from './cacheCommand.ts';
import type { ExitCode } from './exitCode.ts';
import type { Io } from './io.ts';

/** Adds `layerwise cache` with its commands. */
export function addCacheCommands(root: Command, io: Io, done: (code: ExitCode) => void): void {
  const cache = root
    .command('cache')
    .description('What was learned of layers, kept so that each is read once.')
    .addHelpText(
      'after',
      '\nThe cache is where LAYERWISE_CACHE_DIR says, else where the platform keeps caches.\nLAYERWISE_CACHE_SIZE says what it takes at most, such as 200MB or 1GiB.',
    );
  cache
    .command('info')
    .description('Where it is, and what it takes.')
    .addOption(new Option('--format <format>', 'what to print').choices(['text', 'json']).default('text'))
    .action(async (options: CacheInfoOptions) => {
      done(await cacheInfoCommand(options, io));
    });
  cache
    .command('clear')
    .description('Remove what is in it.')
    .action(async () => {
      done(await cacheClearCommand(io));
    });
}
