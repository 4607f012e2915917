import type { Digest } from '../../core/image/types.ts';
import { authorization } from './authorization.ts';
import type { FindCredentials } from './credentials.ts';
import type { ImageReference } from './imageReference.ts';
import { announcedDigest, type ManifestBlob, readManifestBlob } from './manifestBlob.ts';
import type { Patience } from './patience.ts';
import type { Answer, Question } from './question.ts';
import { follow, leave } from './redirects.ts';
import { RegistryError } from './registryError.ts';
import { withRetries } from './retries.ts';
import { statusError } from './statusError.ts';
import type { Transport } from './transport.ts';

/** One repository of a registry. All methods throw a RegistryError when it does not give what was asked for, or the signal's reason. */
export interface RegistryClient {
  readonly patience: Patience;
  /**
   * A manifest or an index, checked against what the registry says its digest is.
   *
   * @param reference A tag or a digest.
   */
  manifest(reference: string, signal: AbortSignal): Promise<ManifestBlob>;
  /** Its digest, without taking the manifest itself: registries count that. Null where the registry does not say. */
  manifestDigest(reference: string, signal: AbortSignal): Promise<Digest | null>;
  hasBlob(digest: Digest, signal: AbortSignal): Promise<boolean>;
  /** The blob from one byte on, up to another; one try. A registry may give all of it nevertheless: see the status. */
  blob(digest: Digest, range: BlobRange, signal: AbortSignal): Promise<Answer>;
}

/** In bytes. */
export interface BlobRange {
  readonly start: number;
  /** Null for all that follows. */
  readonly end: number | null;
}

export interface ClientOptions {
  readonly transport: Transport;
  /** `https://host[:port]`. */
  readonly origin: string;
  readonly reference: ImageReference;
  readonly findCredentials: FindCredentials;
  readonly patience: Patience;
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
export function registryClient({
  transport,
  origin,
  reference,
  findCredentials,
  patience,
}: ClientOptions): RegistryClient {
  const who = authorization({ transport, reference, findCredentials });

  async function once(question: Omit<Question, 'headers'>, headers: Question['headers']): Promise<Answer> {
    const send = (shown: string | null): Promise<Answer> =>
      follow(transport, {
        ...question,
        headers: { 'user-agent': 'layerwise', ...headers, ...(shown === null ? {} : { authorization: shown }) },
      });
    const shown = who.current();
    const answer = await send(shown);
    if (answer.status !== 401 || answer.url.origin !== question.url.origin) return accepted(answer);
    await leave(answer);
    await who.renew(shown, answer.headers['www-authenticate'] ?? '', question.signal);
    const again = await send(who.current());
    if (again.status !== 401) return accepted(again);
    await leave(again);
    throw who.refusal();
  }

  function ask(
    method: 'GET' | 'HEAD',
    path: string,
    signal: AbortSignal,
    headers: Question['headers'] = {},
  ): Promise<Answer> {
    return once({ method, url: new URL(`${origin}/v2/${reference.repository}/${path}`), signal }, headers);
  }

  return {
    patience,
    manifest: (reference, signal) =>
      withRetries(patience, signal, async () =>
        readManifestBlob(await ask('GET', `manifests/${reference}`, signal, ACCEPT)),
      ),
    manifestDigest: (reference, signal) =>
      withRetries(patience, signal, async () =>
        announcedDigest(await ask('HEAD', `manifests/${reference}`, signal, ACCEPT)),
      ),
    hasBlob: (digest, signal) =>
      withRetries(patience, signal, () =>
        ask('HEAD', `blobs/${digest}`, signal).then(
          () => true,
          (error: unknown) => {
            if (error instanceof RegistryError && error.status === 404) return false;
            throw error;
          },
        ),
      ),
    blob: (digest, { start, end }, signal) => {
      const range = { range: `bytes=${start}-${end === null ? '' : end - 1}` };
      return ask('GET', `blobs/${digest}`, signal, start === 0 && end === null ? {} : range);
    },
  };
}

const ACCEPT = {
  accept: [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
  ].join(', '),
};

async function accepted(answer: Answer): Promise<Answer> {
  if (answer.status >= 200 && answer.status < 300) return answer;
  await leave(answer);
  throw statusError(answer);
}
