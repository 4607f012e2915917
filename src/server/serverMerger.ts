import { Failure } from '../core/error.ts';
import { cacheDirectory } from '../merger/cache/cacheDirectory.ts';
import { type AskMerger, type Merger, startMerger } from '../merger/startMerger.ts';
import type { InitializationOptions } from '../protocol/serverRequests.ts';
import type { ClientSettings } from './editor/clientSettings.ts';
import type { Messages } from './editor/messages.ts';
import type { EngineGate } from './engineGate.ts';
import type { ServerOptions } from './serverOptions.ts';

export interface ServerMerger {
  readonly ask: AskMerger;
  /** Where layers are kept; null for nowhere. */
  readonly cacheDirectory: () => Promise<string | null>;
  stop(): Promise<void>;
}

export interface MergerContext {
  readonly settings: ClientSettings;
  readonly initialization: InitializationOptions;
  readonly options: ServerOptions;
  readonly messages: Messages;
  readonly gate: EngineGate;
}

/** The merger's thread, started with the first question: only then can the client be asked for settings. */
export function serverMerger(context: MergerContext): ServerMerger {
  let merger: Promise<Merger> | null = null;
  let isStopped = false;

  function running(): Promise<Merger> {
    if (isStopped) throw new Failure('usage', 'The server was shut down', 'Start it again.');
    merger ??= start(context);
    return merger;
  }

  return {
    async ask(name, params, how) {
      const started = await running();
      started.allowEngines((await context.gate.closed()) === null);
      return started.ask(name, params, how);
    },
    cacheDirectory: async () =>
      cachePlace(context.initialization, context.options, (await context.settings.of('')).cache.directory),
    async stop() {
      isStopped = true;
      await merger?.then((started) => started.stop());
    },
  };
}

async function start({ settings, initialization, options, messages }: MergerContext): Promise<Merger> {
  const { readers, cache } = await settings.of('');
  return startMerger({
    file: options.threadFile,
    readers: readers > 0 ? readers : undefined,
    cacheDirectory: cachePlace(initialization, options, cache.directory),
    cacheMaximum: cache.maximumBytes,
    env: options.env,
    onCrash: messages.warn,
  });
}

function cachePlace(
  initialization: InitializationOptions,
  { env, platform }: ServerOptions,
  chosen: string | null,
): string | null {
  if (initialization.cacheDirectory !== undefined) return initialization.cacheDirectory;
  return chosen ?? cacheDirectory(env, platform);
}
