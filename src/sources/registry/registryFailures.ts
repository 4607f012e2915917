import { Failure } from '../../core/error.ts';
import { type ImageReference, referenceText } from './imageReference.ts';
import { ProxyError } from './proxy/proxyError.ts';
import { RegistryError } from './registryError.ts';

/** A registry did not give what was asked for. Its advice is better than what is said of an image that is broken. */
export class RegistryFailure extends Failure {}

/** Says in whose name it went wrong. What is not the registry's fault stays as it is. */
export function registryFailure(doing: string, { domain }: ImageReference, error: unknown): unknown {
  if (!(error instanceof RegistryError)) return error;
  return new RegistryFailure('image', `${doing}the registry ${domain} ${error.message}`, adviceOn(error, domain), {
    cause: error,
  });
}

export function notAReference(name: string, why: string): Failure {
  return new Failure(
    'usage',
    `${JSON.stringify(name)} is not the name of an image in a registry: ${why}`,
    'Write registry/name:tag or registry/name@digest; without a registry it is Docker Hub.',
  );
}

export function notThisManifest(reference: ImageReference, found: string): Failure {
  return new RegistryFailure(
    'image',
    `Cannot open ${referenceText(reference)}: the registry ${reference.domain} sends a manifest with the digest ${found}`,
    'Who hands out other bytes than asked for is broken, or not to be trusted: ask another registry.',
  );
}

/** A firewall looks like a registry that is not there. */
const BEHIND = 'behind a proxy, HTTPS_PROXY has to name it';

function adviceOn(error: RegistryError, domain: string): string {
  if (error instanceof ProxyError) return error.advice;
  const { status, isPassing } = error;
  switch (status) {
    case 401:
    case 403:
      return `Log in with \`docker login${domain === 'docker.io' ? '' : ` ${domain}`}\`, as a user who may pull it, and check the name.`;
    case 404:
      return 'Check the name and the tag or digest.';
    case 429:
      return 'Wait a while, or log in: many registries let those they know ask more often.';
    default:
      return isPassing
        ? `Try again in a while${status === 0 ? `; ${BEHIND}` : ''}.`
        : `Check the name of the registry, and whether it can be reached; ${BEHIND}.`;
  }
}
