import { Failure } from '../../core/error.ts';
import type { Endpoint } from './endpoints.ts';
import type { EngineImage } from './engineAnswers.ts';
import { connectEngine, type EngineClient } from './engineClient.ts';
import { noEngineHasIt, notThere, type Tried, unreachable } from './engineFailures.ts';
import { inTime } from './inTime.ts';

/** An image, and the engine that has it. */
export interface FoundImage {
  readonly engine: EngineClient;
  readonly image: EngineImage;
}

/** An engine that is there says so at once; but for ssh, which may ask for a passphrase first. In milliseconds. */
const CONNECT_WITHIN = 10_000;
const SSH_WITHIN = 120_000;

export interface FindOptions {
  readonly signal: AbortSignal;
  /** It could have been the name of a file too. */
  readonly orFile: boolean;
  /** Milliseconds within which an engine must have said what it is. */
  readonly within?: number;
}

/**
 * Asks one engine after another for an image.
 *
 * @throws Failure when none has it, which says where it was looked for and what came of it; the signal's reason.
 */
export async function findEngineImage(
  name: string,
  places: readonly Endpoint[],
  { signal, orFile, within }: FindOptions,
): Promise<FoundImage> {
  if (!isImageName(name)) throw notAName(name);
  const tried: Tried[] = [];
  for (const endpoint of places) {
    const limit = within ?? (endpoint.address.kind === 'ssh' ? SSH_WITHIN : CONNECT_WITHIN);
    try {
      const engine = await inTime(limit, signal, (until) => connectEngine(endpoint, until));
      const image = await engine.inspect(name, signal);
      if (image !== null) return { engine, image };
      tried.push(await notThere(engine, signal));
    } catch (error) {
      signal.throwIfAborted();
      tried.push(unreachable(endpoint, error));
    }
  }
  throw noEngineHasIt(name, tried, orFile);
}

/** Letters of names, tags, digests and IDs; no step of a path leads up. */
function isImageName(text: string): boolean {
  return (
    text.length <= 1000 && text.split('/').every((part) => /^[\w.:@+-]+$/.test(part) && part !== '.' && part !== '..')
  );
}

function notAName(name: string): Failure {
  return new Failure(
    'usage',
    `${JSON.stringify(name)} is not the name of an image`,
    'Write registry/name:tag, an image ID or a digest.',
  );
}
