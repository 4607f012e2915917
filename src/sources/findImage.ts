import { Failure } from '../core/error.ts';
import { endpoints } from './engine/endpoints.ts';
import { NoEngineHasIt } from './engine/engineFailures.ts';
import { type FoundImage, findEngineImage } from './engine/findEngineImage.ts';
import { surroundings } from './engine/surroundings.ts';
import type { EnginePlace, RegistryPlace } from './imagePlace.ts';
import { parseImageReference } from './registry/imageReference.ts';

export interface FindOptions {
  /** False where no engine may be asked. */
  readonly engines: boolean;
  /** False where no registry may be asked. */
  readonly registries: boolean;
  /** Says where engines are, which registries may do without TLS, and where the user's passwords are. */
  readonly env: NodeJS.ProcessEnv;
  /** Put behind the name. */
  readonly tag?: string | undefined;
  readonly signal?: AbortSignal;
}

export interface InEngine extends FoundImage {
  readonly kind: 'engine';
}

/** Where a registry is the one to ask; whether it has the image is not known yet. */
export interface InRegistry {
  readonly kind: 'registry';
  readonly name: string;
  /** Why it is not in an engine; null when the user said that it is in a registry. */
  readonly instead: Failure | null;
}

/**
 * Where an image is that has a name: in an engine, and if none has it and the user did not say which, in a registry.
 *
 * @throws Failure when it can be nowhere; the signal's reason.
 */
export async function findImage(
  place: EnginePlace | RegistryPlace,
  options: FindOptions,
): Promise<InEngine | InRegistry> {
  const { engines, registries, tag } = options;
  const name = tag === undefined ? place.name : withTag(place.name, tag);
  if (place.kind === 'registry') {
    if (!registries) throw mayNotAsk(name, 'registry');
    return { kind: 'registry', name, instead: null };
  }
  if (!engines) throw mayNotAsk(name, 'engine');
  try {
    return { kind: 'engine', ...(await inEngine(name, place, options)) };
  } catch (error) {
    const mayBeElsewhere = error instanceof NoEngineHasIt && place.engine === null && registries;
    if (!mayBeElsewhere || !isName(name)) throw error;
    return { kind: 'registry', name, instead: error };
  }
}

async function inEngine(
  name: string,
  { engine }: EnginePlace,
  { env, signal = new AbortController().signal }: FindOptions,
): Promise<FoundImage> {
  return findEngineImage(name, await endpoints(surroundings(env), engine), { signal, orFile: engine === null });
}

/** Registries do not know images by their IDs. */
function isName(name: string): boolean {
  return !/^(?:sha256:[0-9a-f]+|[0-9a-f]{12,})$/.test(name) && typeof parseImageReference(name) !== 'string';
}

function withTag(name: string, tag: string): string {
  const hasTag = /[:@][^/]*$/.test(name);
  if (!hasTag && /^\w[\w.-]*$/.test(tag)) return `${name}:${tag}`;
  throw new Failure(
    'usage',
    `A tag is chosen beside the image ${name}: ${JSON.stringify(tag)}`,
    'It picks one of several images in a file; of an engine’s or a registry’s image, write it into the name.',
  );
}

function mayNotAsk(name: string, whom: 'engine' | 'registry'): Failure {
  const what = whom === 'engine' ? 'there is no such file, and no engine' : 'no registry';
  return new Failure(
    'image',
    `Cannot open ${name}: ${what} may be asked for it here`,
    'Trust the workspace, and leave layerwise.engines.enabled on, to see images in Docker, Podman and registries; or save the image to a file and open that.',
  );
}
