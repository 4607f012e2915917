import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { dial } from './dial.ts';
import type { Endpoint } from './endpoints.ts';
import {
  apiVersion,
  DescribedImage,
  EngineImage,
  EngineInfo,
  ImageEvent,
  ImageHistory,
  ListedImage,
  Version,
} from './engineAnswers.ts';
import { checked, EngineError, get, readJson } from './engineHttp.ts';

/**
 * An engine that answers. What it says was checked for its shape, and may still be hostile.
 *
 * All methods throw an Error of the system, an EngineError, or the signal's reason.
 */
export interface EngineClient {
  readonly endpoint: Endpoint;
  /** As a sentence calls it: `Docker 26.1.5`. */
  readonly name: string;
  /** The newest version of the API that it speaks. */
  readonly apiVersion: string;
  /** How it keeps images. */
  info(signal: AbortSignal): Promise<EngineInfo>;
  /** Null when it has no such image. */
  inspect(image: string, signal: AbortSignal): Promise<EngineImage | null>;
  images(signal: AbortSignal): Promise<readonly ListedImage[]>;
  /** What it was built for. Null when the engine has no such image. */
  describe(image: string, signal: AbortSignal): Promise<DescribedImage | null>;
  /** How it was built. Null when the engine has no such image. */
  history(image: string, signal: AbortSignal): Promise<ImageHistory | null>;
  /** A `docker save` archive as it comes. Whoever stops taking it stops the engine too. */
  exportImage(image: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** What happens to images from now on, until the signal. Nothing is missed from when the engine has answered. */
  events(signal: AbortSignal): Promise<AsyncIterable<ImageEvent>>;
}

/** Connects, asks what engine it is, and agrees on a version of its API. */
export async function connectEngine(endpoint: Endpoint, signal: AbortSignal): Promise<EngineClient> {
  const ask = async (path: string, until: AbortSignal): Promise<IncomingMessage> =>
    get(await dial(endpoint.address, endpoint.engine, until), path, until);
  const version = await readJson(Version, await ask('/version', signal));
  const base = `/v${apiVersion(version)}`;
  const askOf = (image: string, what: string, until: AbortSignal): Promise<IncomingMessage> =>
    ask(`${base}/images/${inPath(image)}/${what}`, until);
  const filters = encodeURIComponent(JSON.stringify({ type: ['image'] }));
  return {
    endpoint,
    name: nameOf(version),
    apiVersion: version.ApiVersion,
    info: async (until) => readJson(EngineInfo, await ask(`${base}/info`, until)),
    inspect: (image, until) => orNull(askOf(image, 'json', until).then((found) => readJson(EngineImage, found))),
    describe: (image, until) => orNull(askOf(image, 'json', until).then((found) => readJson(DescribedImage, found))),
    history: (image, until) => orNull(askOf(image, 'history', until).then((found) => readJson(ImageHistory, found))),
    images: async (until) => readJson(v.array(ListedImage), await ask(`${base}/images/json`, until)),
    async *exportImage(image, until) {
      yield* (await ask(`${base}/images/get?names=${encodeURIComponent(image)}`, until)) as AsyncIterable<Uint8Array>;
    },
    events: async (until) => eventsIn(await ask(`${base}/events?filters=${filters}`, until)),
  };
}

function nameOf({ Version: version, Components: components }: Version): string {
  return `${components.some(({ Name }) => Name.startsWith('Podman')) ? 'Podman' : 'Docker'} ${version}`;
}

/** Slashes stay: they are part of an image's name. */
function inPath(image: string): string {
  return image.split('/').map(encodeURIComponent).join('/');
}

async function orNull<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof EngineError && error.status === 404) return null;
    throw error;
  }
}

const LONGEST_EVENT = 1024 * 1024;

async function* eventsIn(stream: IncomingMessage): AsyncGenerator<ImageEvent> {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_EVENT) throw new EngineError(0, `an event has more than ${LONGEST_EVENT} characters`);
    for (const line of lines) if (line.trim() !== '') yield checked(ImageEvent, line);
  }
}
